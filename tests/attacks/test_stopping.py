"""The ledger is stopped, so that nothing is sealed: somebody notices, and nothing is lost."""

from datetime import timedelta
from pathlib import Path

from services.ledger.measures import tree
from services.ledger.tree.sequencer import sequencer_of
from shared.telemetry.gauges import TREE_PENDING
from tests.attacks.watching import SILENCE, Witness
from tests.attacks.world import OTHER, World


def pending(world: World) -> float:
    assert world.office
    [reading] = [one for one in tree(world.office.house) if one.gauge is TREE_PENDING]
    return reading.values[()]


def test_a_stopped_ledger_is_silent_to_its_witness_and_catches_up_without_a_loss(world: World, tmp_path: Path) -> None:
    witness = Witness(tmp_path, world)
    witness.offered(world.place)
    assert witness.listen() == set()
    office = world.start()
    world.say("intake", *((OTHER, "appeal.supplemented", {"number": at}) for at in range(20)))
    world.at.at += timedelta(seconds=SILENCE + 60)
    assert witness.listen() == {"silence"}
    assert world.look()["ledger"][0]["not_yet_received"] == 20
    world.hear()
    assert pending(world) == 22  # the two that waited, and these
    office.clock.at = world.at.at
    assert sequencer_of(office.house).turn().taken == 23
    assert pending(world) == 0
    witness.offered(world.place)
    assert witness.listen() == set()
    assert witness.look(world.place) == set()
    world.stop()
    assert world.codes() == set()
