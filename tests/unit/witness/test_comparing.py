"""Two signed checkpoints and the public tiles: one log, a fork, or tiles that prove nothing."""

import pytest

from services.cli.witnessing.comparing import Forked, compare
from shared.proof.tree import verify_consistency
from shared.proof.unproven import Unproven
from tests.unit.witness.grown import Grown

LOG = Grown().grow(700)
PARTED = Grown().grow(300).grow(400, "another story")


@pytest.mark.parametrize(("small", "large"), [(0, 5), (1, 1), (256, 257), (255, 700), (512, 700), (700, 700)])
def test_what_one_log_signed_at_two_times_is_no_fork(small: int, large: int) -> None:
    compare(LOG.checkpoint(small), LOG.checkpoint(large), LOG.tile)
    compare(LOG.checkpoint(large), LOG.checkpoint(small), LOG.tile)


def test_two_roots_of_one_size_are_a_fork_without_further_proof() -> None:
    with pytest.raises(Forked) as forked:
        compare(LOG.checkpoint(400), PARTED.checkpoint(400), LOG.tile)
    assert forked.value.path == ()


@pytest.mark.parametrize(("known", "shown"), [(400, 700), (301, 302), (350, 699)])
def test_a_larger_tree_that_begins_otherwise_is_a_fork_with_a_proof(known: int, shown: int) -> None:
    with pytest.raises(Forked) as forked:
        compare(LOG.checkpoint(known), PARTED.checkpoint(shown), PARTED.tile)
    found = forked.value
    assert found.begins_with == PARTED.checkpoint(known).root != LOG.checkpoint(known).root
    verify_consistency(known, shown, found.begins_with, PARTED.checkpoint(shown).root, found.path)


def test_up_to_where_the_stories_part_they_are_one() -> None:
    compare(LOG.checkpoint(300), PARTED.checkpoint(700), PARTED.tile)


def test_tiles_of_another_tree_prove_nothing() -> None:
    with pytest.raises(Unproven) as refused:
        compare(LOG.checkpoint(400), PARTED.checkpoint(700), LOG.tile)
    assert refused.value.code == "log.tiles_differ"


def test_a_lower_row_that_does_not_lead_to_the_upper_one_proves_nothing() -> None:
    # Row 1 is the honest one, row 0 is changed: a fork must not be made up out of broken tiles.
    with pytest.raises(Unproven):
        compare(
            LOG.checkpoint(400),
            LOG.checkpoint(700),
            lambda tile: (LOG if tile.level else Grown("x").grow(700)).tile(tile),
        )
