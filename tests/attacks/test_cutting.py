"""What was recorded last is cut off, or an old backup is put in place of the record."""

from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from services.cli.recovery.looking import look
from services.ledger.tree.standing import KEPT
from shared.eventlog.log import Log
from tests.attacks.conftest import Told
from tests.attacks.forging import bodies_of
from tests.attacks.owner import cut_copy, cut_log
from tests.attacks.place import LOGS
from tests.attacks.watching import Witness
from tests.attacks.world import OTHER, World


def test_a_record_cut_back_behind_a_checkpoint_is_found_by_the_checkpoint(
    told: Told, world: World, tmp_path: Path
) -> None:
    witness = Witness(tmp_path, world)
    witness.offered(world.place)
    assert witness.look(world.place) == set()
    world.put_back((told.backup[0], told.whole[1]), LOGS)  # logs, copies, leaves, tiles, map and checkpoints: cut clean
    assert world.codes() == {"tree.kept_beyond"}
    (world.place.folder / KEPT).write_bytes(told.paper)
    assert world.codes() == set()
    assert world.codes(notes={"mine": told.newest}) == {"tree.kept_beyond"}
    world.at.at += timedelta(minutes=1)
    assert witness.look(world.place) == {"smaller"}


def test_the_last_entry_cut_off_before_a_checkpoint_is_in_the_other_custodians_copy(world: World) -> None:
    last = len(bodies_of(world.place, "intake"))
    cut_log(world.place, "intake", last, last)
    assert world.codes() == {"copy.intake.log_short"}


def test_the_last_copy_cut_off_before_a_checkpoint_is_missed_when_the_next_entry_comes(world: World) -> None:
    last = len(bodies_of(world.place, "intake"))
    cut_copy(world.place, "intake", last, last)
    verdict = world.look()
    assert (verdict["ok"], verdict["ledger"][0]["not_yet_received"]) == (True, 1)
    office = world.start()
    world.say("intake", (OTHER, "appeal.supplemented", {"number": 3}))
    office.publish(world.said("intake", last))
    office.run()
    office.wait(lambda: bool(office.alarms()))
    assert [(fact.data["code"], fact.data["position"]) for fact in office.alarms()] == [("gap", last)]


class Serving(NamedTuple):
    """What the look at the start needs of a house."""

    log: Log


def test_the_last_entry_cut_off_with_both_custodians_is_in_the_inbox_of_who_heard_it(world: World) -> None:
    last = len(bodies_of(world.place, "intake"))
    office = world.start()
    houses: Any = {**{name: Serving(log) for name, log in world.logs.items()}, "ledger": office.house}
    assert look(houses) == []
    cut_log(world.place, "intake", last, last)
    cut_copy(world.place, "intake", last, last)
    assert world.codes() == set()
    world.stop()
    office = world.start()
    houses = {**{name: Serving(log) for name, log in world.logs.items()}, "ledger": office.house}
    assert look(houses) == ["intake"]


def test_the_last_entry_said_again_differently_is_a_fork_when_it_arrives(world: World) -> None:
    last = len(bodies_of(world.place, "intake"))
    cut_log(world.place, "intake", last, last)
    office = world.start()
    world.say("intake", (OTHER, "appeal.supplemented", {"number": 4}))
    office.publish(world.said("intake", last - 1))
    office.run()
    office.wait(lambda: bool(office.alarms()))
    assert [(fact.data["code"], fact.data["position"]) for fact in office.alarms()] == [("fork", last)]
    world.stop()
    assert world.codes() == {"copy.intake.differs"}


def test_an_old_backup_of_one_log_is_shorter_than_the_ledgers_copy(told: Told, world: World) -> None:
    world.put_back(told.backup, ["intake"])
    (world.place.folder / KEPT).write_bytes(told.newest)
    assert world.codes() == {"copy.intake.log_short"}


def test_an_old_backup_of_the_ledger_signs_nothing_and_is_short_of_its_checkpoint(told: Told, world: World) -> None:
    world.put_back((told.backup[0], told.whole[1]), ["ledger"])
    assert world.codes() == {"tree.kept_beyond"}
    office = world.start()
    world.hear()
    world.at.at = office.clock.at = world.at.at + timedelta(minutes=5)
    assert office.turn() == 0
    world.stop()
    assert world.codes() == {"tree.kept_beyond"}


def test_an_old_backup_of_everything_is_smaller_than_the_witness_knows(
    told: Told, world: World, tmp_path: Path
) -> None:
    witness = Witness(tmp_path, world)
    witness.offered(world.place)
    assert witness.look(world.place) == set()
    world.put_back(told.backup)
    assert world.codes() == set()
    world.at.at += timedelta(minutes=1)
    assert witness.look(world.place) == {"smaller"}
    assert world.codes(notes={"mine": told.newest}) == {"tree.kept_beyond"}
