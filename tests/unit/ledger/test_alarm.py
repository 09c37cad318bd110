"""Alarms: each fault is said once for its place."""

from datetime import UTC, datetime
from typing import Any

from services.ledger.domain.alarm import FORK, GAP, Raise, alarm
from shared.kernel.actor import Actor
from shared.rules.moment import Moment
from shared.rules.rules import EMPTY
from tests.unit.readme_tables import holds

NOON = Moment(datetime(2026, 11, 24, 4, tzinfo=UTC), Actor("system:ledger"), EMPTY)


def told(*commands: Raise) -> list[Any]:
    """What is said when these come one after the other to one place."""
    state = alarm.initial
    said: list[Any] = []
    for command in commands:
        events = alarm.decide(command, state)
        state = alarm.fold(events, state)
        said += events
    return said


def gap(found: str = "9") -> Raise:
    return Raise("intake", GAP, 7, "7", found, NOON)


def fork(found: str) -> Raise:
    return Raise("intake", FORK, 7, "aa", found, NOON)


def test_a_gap_is_said_once_whatever_comes_after_it() -> None:
    assert [event.found for event in told(gap("9"), gap("10"), gap("9"))] == ["9"]


def test_each_other_entry_at_one_place_is_a_fork_of_its_own() -> None:
    assert [event.found for event in told(fork("bb"), fork("cc"), fork("bb"))] == ["bb", "cc"]


def test_a_gap_and_a_fork_at_one_place_are_two_alarms() -> None:
    assert [event.code for event in told(gap(), fork("bb"))] == [GAP, FORK]


def test_each_place_of_each_source_has_a_stream_of_its_own() -> None:
    elsewhere = Raise("routing", GAP, 7, "7", "9", NOON)
    later = Raise("intake", GAP, 8, "8", "9", NOON)
    assert len({alarm.address(one).stream for one in (gap(), elsewhere, later)}) == 3


def test_the_table_of_an_alarm_is_what_the_code_does(root: Any) -> None:
    states = {"silent": (), "gap raised": told(gap()), "fork raised": told(fork("bb"))}
    commands = {"Raise (the gap)": gap("10"), "Raise (the fork)": fork("bb"), "Raise (another fork)": fork("cc")}
    holds(root / "services/ledger/README.md", "alarm", alarm, states, commands)
