"""The control of every attack: what nobody touched is found to be in order, by everybody who looks."""

from tests.attacks.conftest import Told
from tests.attacks.world import World


def test_what_nobody_touched_is_in_order(told: Told, world: World) -> None:
    assert world.codes(notes={"paper": told.paper, "newest": told.newest}) == set()
