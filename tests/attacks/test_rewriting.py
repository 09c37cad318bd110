"""The whole record rewritten by one who owns every database: only what others hold finds it."""

from pathlib import Path

import pytest

from services.cli.witnessing.comparing import Forked, compare
from services.cli.witnessing.judging import Refusal, checkpoint_of
from services.ledger.tree import keys
from shared.proof.packing import packed
from tests.attacks.bundles import contents, given, judged
from tests.attacks.conftest import Told
from tests.attacks.rewriting import Forgery
from tests.attacks.watching import Shown, Witness
from tests.attacks.world import World


@pytest.fixture
def strange(world: World, tmp_path: Path) -> Forgery:
    """Signed with a new key of the same name."""
    laptop = tmp_path / "laptop"
    laptop.mkdir()
    return Forgery(world, laptop, stolen=False)


@pytest.fixture
def stolen(world: World, tmp_path: Path) -> Forgery:
    """Signed with the log's own key."""
    laptop = tmp_path / "laptop"
    laptop.mkdir()
    return Forgery(world, laptop, stolen=True)


@pytest.fixture
def witness(world: World, tmp_path: Path) -> Witness:
    """It has cosigned the newest checkpoint and sees nothing wrong."""
    there = Witness(tmp_path, world)
    there.offered(world.place)
    assert there.look(world.place) == set()
    return there


def test_a_record_rewritten_under_a_new_key_is_not_signed_by_the_key_file(world: World, strange: Forgery) -> None:
    strange.put_over(world)
    assert world.codes() == {"tree.checkpoint_key", "tree.kept_root"}


def test_a_record_rewritten_with_its_key_file_is_found_by_the_key_on_paper(
    told: Told, world: World, strange: Forgery, witness: Witness
) -> None:
    paper = keys.read(world.place.folder / keys.NAME).verifiers
    trusted = given(world)
    strange.put_over(world, files=True)
    assert world.codes() == set()  # the database, asked about itself, knows of nothing
    assert "tree.checkpoint_signature" in world.codes(keys=paper)
    assert "tree.kept_root" in world.codes(notes={"paper": told.newest})
    with pytest.raises(Refusal) as refused:
        witness.offered(world.place)
    assert refused.value.status == 403
    assert judged(packed(contents(world.place)), trusted)[0] == "INVALID"


def test_a_record_rewritten_with_the_stolen_key_is_found_by_whoever_kept_a_checkpoint(
    told: Told, world: World, stolen: Forgery
) -> None:
    stolen.put_over(world)
    assert world.codes() == {"tree.kept_root"}  # the checkpoint beside the database
    stolen.put_over(world, files=True)
    assert world.codes() == set()
    assert world.codes(notes={"mine": told.newest}) == {"tree.kept_root"}


def test_a_record_rewritten_with_the_stolen_key_is_a_fork_to_the_witness(
    world: World, stolen: Forgery, witness: Witness
) -> None:
    stolen.put_over(world, files=True)
    assert witness.look(world.place) == {"fork"}
    with pytest.raises(Refusal) as refused:
        witness.offered(world.place)
    assert (refused.value.status, refused.value.code) == (422, "forked")


def test_two_parties_shown_different_trees_find_it_when_they_compare(
    told: Told, world: World, stolen: Forgery, witness: Witness, tmp_path: Path
) -> None:
    other = Witness(tmp_path, world, name="audit")
    other.offered(stolen.place)  # it has seen nothing else, and cannot know
    assert other.alarms() == set()
    with pytest.raises(Forked):
        compare(checkpoint_of(told.newest), checkpoint_of(stolen.checkpoint()), Shown(stolen.place).tile)
    assert witness.look(stolen.place) == {"fork"}


def test_a_bundle_of_another_tree_has_diverged_from_a_kept_checkpoint(
    told: Told, world: World, stolen: Forgery
) -> None:
    files, trusted = packed(contents(stolen.place)), given(world)
    assert judged(files, trusted)[0] == "SIGNED"  # the key's keeper is believed until somebody compares
    assert judged(files, trusted._replace(checkpoint=told.newest)) == ("DIVERGED", {"outside.differs"})
    assert judged(packed(contents(world.place)), trusted._replace(checkpoint=told.newest))[0] == "SIGNED"
