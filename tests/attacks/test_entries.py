"""One entry changed, put in, taken out, moved, given another time; by the owner of one database, or of all of them."""

import re
from typing import Any

import pytest

from shared.proof.tiles import tile_hashes
from shared.proof.tree import leaf_hash
from tests.attacks.forging import Change, bodies_of, changed, put_both, put_log, rechained
from tests.attacks.owner import (
    cut_copy,
    cut_log,
    overwrite,
    overwrite_copy,
    overwrite_leaves,
    overwrite_log,
    set_tile,
    tile_of,
)
from tests.attacks.world import World

AT = 50
"""A position in intake's log, under both checkpoints, in the middle."""
NAMED = re.compile(r"entry ([0-9]+) of /hailar/intake")


def number(said: dict[str, object]) -> None:
    """Another number in its data."""
    said["data"] = {"number": 7}


def earlier(said: dict[str, object]) -> None:
    """Recorded an hour sooner than it was."""
    said["recordedtime"] = str(said["recordedtime"]).replace("T04:", "T03:")


def after(world: World, change: Change, at: int = AT) -> bytes:
    """The entry after a change."""
    old = bodies_of(world.place, "intake")[at - 1]
    new = changed(old, change)
    assert new != old
    return new


def test_one_entry_changed_in_its_log_differs_from_the_ledgers_copy(world: World) -> None:
    overwrite_log(world.place, "intake", AT, after(world, number))
    assert world.codes() == {"log.intake.chain", "copy.intake.differs"}


def test_one_entry_changed_in_the_copy_differs_from_its_log_and_its_leaf(world: World) -> None:
    overwrite_copy(world.place, "intake", AT, after(world, number))
    assert world.codes() == {"copy.intake.copy_chain", "copy.intake.differs", "tree.leaf_digest"}


def test_one_entry_changed_with_both_custodians_is_not_what_its_leaf_says(world: World) -> None:
    overwrite(world.place, "intake", AT, after(world, number))
    assert world.codes() == {"log.intake.chain", "copy.intake.copy_chain", "tree.leaf_digest"}


def test_an_entry_changed_with_its_leaf_and_tile_does_not_meet_the_signed_roots(world: World) -> None:
    body = after(world, number)
    log = rechained([*bodies_of(world.place, "intake")[: AT - 1], body, *bodies_of(world.place, "intake")[AT:]])
    put_both(world.place, "intake", log)
    hashes = tile_hashes(tile_of(world.place))
    for at, leaf in overwrite_leaves(world.place, "intake", log).items():
        if at < len(hashes):
            hashes[at] = leaf_hash(leaf)
    set_tile(world.place, b"".join(hashes))
    assert world.codes() == {"tree.checkpoint_root", "tree.kept_root", "tree.map_root"}


def test_an_entry_deleted_in_the_middle_leaves_a_gap(world: World) -> None:
    cut_log(world.place, "intake", AT, AT)
    assert {"log.intake.gap", "copy.intake.log_short"} <= world.codes()
    cut_copy(world.place, "intake", AT, AT)
    assert {"log.intake.gap", "copy.intake.copy_gap", "tree.leaf_unknown"} <= world.codes()


def unmet(world: World) -> dict[int, Any]:
    """What is said of the leaves over intake's entries, by the position that each names."""
    named = {int(told[1]): one for one in world.look()["tree"]["faults"] if (told := NAMED.search(one["detail"]))}
    assert all(one["detail"].endswith("in the last backup and with those who heard it") for one in named.values())
    return named


def test_each_entry_lost_by_both_custodians_is_named_by_its_leaf(world: World) -> None:
    last = len(bodies_of(world.place, "intake"))
    for first, end in ((AT, AT + 1), (last - 1, last)):  # of the last, no checkpoint knows yet
        cut_log(world.place, "intake", first, end)
        cut_copy(world.place, "intake", first, end)
    found = unmet(world)
    assert {at: one["code"] for at, one in found.items()} == dict.fromkeys((AT, AT + 1, last - 1), "leaf_unknown")
    assert all("neither its log nor the ledger has it" in one["detail"] for one in found.values())
    assert {"log.intake.gap", "copy.intake.copy_gap", "tree.leaf_unknown"} <= world.codes()


def test_each_entry_written_anew_with_both_custodians_is_named_by_its_leaf(world: World) -> None:
    bodies = bodies_of(world.place, "intake")
    bodies[AT - 1] = after(world, number)
    put_both(world.place, "intake", rechained(bodies))
    found = unmet(world)
    assert set(found) == set(range(AT, len(bodies)))  # those behind it are chained to it; the last has no leaf yet
    assert {one["code"] for one in found.values()} == {"leaf_digest"}
    assert world.codes() == {"tree.leaf_digest"}


def test_an_entry_deleted_with_the_rest_moved_up_does_not_meet_the_leaves(world: World) -> None:
    bodies = bodies_of(world.place, "intake")
    put_both(world.place, "intake", rechained([*bodies[: AT - 1], *bodies[AT:]]))
    assert world.codes() == {"tree.leaf_digest", "tree.map_root"}


def test_an_entry_put_in_the_middle_does_not_meet_the_leaves(world: World) -> None:
    bodies = bodies_of(world.place, "intake")
    new = changed(bodies[AT], lambda said: said.update(id="0192f3a4-0000-7000-8000-0000000000ff", streamid="f" * 32))
    longer = rechained([*bodies[:AT], new, *bodies[AT:]])
    put_log(world.place, "intake", longer)
    assert world.codes() == {"copy.intake.differs"}
    put_both(world.place, "intake", longer)
    assert world.codes() == {"tree.leaf_digest", "tree.map_root"}


def test_two_entries_in_each_others_place_do_not_meet_the_leaves(world: World) -> None:
    bodies = bodies_of(world.place, "intake")
    bodies[AT], bodies[AT + 1] = bodies[AT + 1], bodies[AT]
    moved = rechained(bodies)
    put_log(world.place, "intake", moved)
    assert world.codes() == {"copy.intake.differs"}
    put_both(world.place, "intake", moved)
    assert "tree.leaf_digest" in world.codes()


@pytest.mark.parametrize("everywhere", [False, True], ids=["in its log", "with both custodians"])
def test_an_entry_given_an_earlier_recorded_time_is_not_what_was_sealed(world: World, everywhere: bool) -> None:
    bodies = bodies_of(world.place, "intake")
    bodies[AT - 1] = after(world, earlier)
    (put_both if everywhere else put_log)(world.place, "intake", rechained(bodies))
    assert world.codes() == ({"tree.leaf_digest"} if everywhere else {"copy.intake.differs"})


def test_a_closed_fields_cipher_or_digest_changed_in_the_log_is_a_changed_entry(world: World) -> None:
    def other(said: dict[str, object]) -> None:
        data = said["data"]
        assert isinstance(data, dict)
        data["text"]["digest"] = "0" * 64

    overwrite(world.place, "intake", 1, after(world, other, at=1))
    assert world.codes() == {"log.intake.chain", "copy.intake.copy_chain", "tree.leaf_digest"}
