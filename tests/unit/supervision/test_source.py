from dataclasses import replace

import pytest

from services.supervision.domain.callback.commands import LapseDuties
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.events import (
    Lapsed,
    Planned,
    Recorded,
    ReopenAsked,
    Settled,
    SourceAnswered,
    SourceNoted,
)
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON, at
from tests.unit.supervision.said import NOTED, REMARK, STATES, plan, planned, record, recorded, report

given = scenario(callback)
LAPSED = Lapsed(1, "callback", "watch", NOON + DAY)
TAKEN = SourceAnswered("s1", True, "")
BY_SOURCE = Recorded(1, True, True, True, REMARK, "source")
SATISFIED = Settled(1, "satisfied", False)


@pytest.mark.parametrize("by", ["us", "source"])
def test_the_sources_result_is_recorded_answered_and_settles(by: str) -> None:
    given(planned(by=by)).when(report()).then(BY_SOURCE, TAKEN, SATISFIED)


def test_the_same_report_twice_says_nothing_new() -> None:
    given(planned(), BY_SOURCE, TAKEN, SATISFIED).when(report()).then()


def test_an_asker_whom_the_source_did_not_reach_is_unreachable() -> None:
    outcome = given(planned(by="source")).when(report(contacted=False, resolved=None, satisfied=None))
    outcome.then_types(Recorded, SourceAnswered, Settled)
    assert outcome.events[2].end == "unreachable"


def test_dissatisfaction_told_by_the_source_asks_for_another_round() -> None:
    given(planned(by="source")).when(report(satisfied=False)).then_types(Recorded, SourceAnswered, ReopenAsked)


def test_a_report_without_opinion_leaves_the_call_to_us() -> None:
    outcome = given(planned(by="source")).when(report(satisfied=None)).then_types(Recorded, SourceAnswered)
    given(planned(by="source"), *outcome.events).when(record(True)).then(recorded(True), SATISFIED)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("reopen asked", "callback.reopen_asked"),
        ("referred", "callback.referred"),
        ("settled", "callback.settled"),
        ("dropped", "callback.dropped"),
    ],
)
def test_where_nobody_is_to_be_called_the_report_is_refused_with_a_code(state: str, code: str) -> None:
    given(*STATES[state]).when(report()).then(SourceAnswered("s1", False, code))


@pytest.mark.parametrize("state", ["not planned", "reopening"])
def test_a_report_that_overtook_the_closing_waits_for_it(state: str) -> None:
    waiting = SourceNoted("s1", True, True, True, REMARK, NOON, NOON + DAY)
    outcome = given(*STATES[state]).when(report()).then(waiting)
    given(*STATES[state], *outcome.events).when(report()).then()


def test_whichever_of_closing_and_report_is_heard_first_the_end_is_the_same() -> None:
    one = callback.fold(callback.decide(report(), callback.initial))
    said = callback.decide(plan(by="source"), one)
    other = callback.fold(callback.decide(plan(by="source"), callback.initial))
    assert said[1:] == callback.decide(report(), other)
    assert [type(event) for event in said] == [Planned, Recorded, SourceAnswered, Settled]


def test_a_noted_report_settles_even_an_anonymous_callback_by_its_result() -> None:
    outcome = given(NOTED).when(plan(anonymous=True)).then_types(Planned, Recorded, SourceAnswered, Settled)
    assert outcome.events[3].end == "satisfied"


def test_a_noted_report_without_opinion_leaves_the_callback_open() -> None:
    noted = SourceNoted("s0", True, True, None, None, NOON, NOON + DAY)
    outcome = given(noted).when(plan(anonymous=True)).then_types(Planned, Recorded, SourceAnswered)
    assert outcome.state.duties


def test_a_newer_report_takes_the_place_of_a_waiting_one() -> None:
    superseded = SourceAnswered("s0", False, "callback.superseded")
    outcome = given(NOTED).when(report()).then_types(SourceAnswered, SourceNoted)
    assert outcome.events[0] == superseded
    assert outcome.state.noted.ask == "s1"
    given(NOTED, *outcome.events).when(report(ask="s0")).then()


def test_a_waiting_report_is_refused_when_its_time_is_over() -> None:
    refused = SourceAnswered("s0", False, "callback.not_planned")
    given(NOTED).when(LapseDuties(CASE, at(24))).then()
    given(NOTED).when(LapseDuties(CASE, at(25))).then(refused)
    given(NOTED).when(plan(at(25))).then(refused, planned(), LAPSED)
    given(NOTED, refused).when(plan(at(25))).then(planned(), LAPSED)


@pytest.mark.parametrize(("contacted", "satisfied"), [(True, True), (True, False), (False, None)])
def test_a_result_that_was_there_before_the_closing_leaves_nobody_anything_to_do(
    contacted: bool, satisfied: bool | None
) -> None:
    noted = replace(NOTED, contacted=contacted, satisfied=satisfied)
    said = given(noted).when(plan(at(5), closed_at=NOON - DAY)).events
    assert said[0].duties == ()
    assert not any(isinstance(event, Lapsed) for event in said)


def test_a_result_without_an_opinion_leaves_the_callback_to_us_with_its_due_time() -> None:
    noted = replace(NOTED, satisfied=None)
    outcome = given(noted).when(plan(at(5), closed_at=NOON - DAY)).then_types(Planned, Lapsed, Recorded, SourceAnswered)
    assert outcome.state.phase == "planned"


def test_a_report_that_comes_after_its_own_due_time_does_not_wait() -> None:
    given().when(report(at(25))).then(SourceAnswered("s1", False, "callback.not_planned"))


def test_a_report_that_was_answered_in_an_earlier_round_is_not_taken_again() -> None:
    known = (planned(), BY_SOURCE, TAKEN, SATISFIED, planned(round=2, by="source"))
    given(*known).when(report()).then()
