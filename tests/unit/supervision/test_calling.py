from dataclasses import replace
from typing import Any

import pytest

from services.supervision.domain.callback.commands import OUTCOMES, Attempt, LapseDuties, Record
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.events import (
    Attempted,
    Lapsed,
    Planned,
    Recorded,
    Referred,
    ReopenAnswered,
    ReopenAsked,
    Settled,
)
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON, RULES, at
from tests.unit.supervision.said import ASKED, DUTY, WAITING, ask, plan, planned, record, recorded

given = scenario(callback)
LAPSED = Lapsed(1, "callback", "watch", NOON + DAY)
ACCEPTED = ReopenAnswered(1, ask(), True, "")


def tried(*outcomes: str) -> tuple[Attempted, ...]:
    return tuple(Attempted(1, outcome, number, None) for number, outcome in enumerate(outcomes, 1))


def test_the_callback_is_due_by_its_limit_after_the_closing() -> None:
    given().when(plan()).then(planned())
    assert given().when(plan(at(0), closed_at=NOON - DAY)).then_types(Planned).events[0].duties[0].due_at == NOON


def test_a_closing_heard_after_the_callback_was_due_says_the_lapse_at_once() -> None:
    late = given().when(plan(at(5), closed_at=NOON - DAY)).then_types(Planned, Lapsed)
    assert late.events[1].happened_at == NOON
    given(*late.events).when(LapseDuties(CASE, at(99))).then()


def test_planning_the_same_round_twice_says_nothing_new() -> None:
    given(planned()).when(plan(at(3))).then()


def test_the_stream_is_named_by_the_case() -> None:
    assert callback.address(plan()).subject == CASE
    assert callback.address(plan()).stream == callback.address(record(True)).stream


@pytest.mark.parametrize(("changes", "reason"), [({"anonymous": True}, "anonymous"), ({"phone": None}, "no_number")])
def test_whom_we_cannot_call_is_settled_at_once(changes: dict[str, Any], reason: str) -> None:
    outcome = given().when(plan(**changes)).then_types(Planned, Settled)
    assert outcome.events[0].duties == ()
    assert outcome.events[1] == Settled(1, "not_called", False, reason)


def test_the_source_calls_whom_we_could_not() -> None:
    given().when(plan(by="source", anonymous=True, phone=None)).then_types(Planned)


def test_the_third_attempt_without_a_talk_settles_as_unreachable() -> None:
    given(planned()).when(Attempt(CASE, at(), 1, "no_answer")).then(*tried("no_answer"))
    given(planned(), *tried("no_answer")).when(Attempt(CASE, at(), 2, "no_answer")).then(
        Attempted(1, "no_answer", 2, None)
    )
    known = (planned(), *tried("no_answer", "no_answer"))
    expected = (Attempted(1, "no_answer", 3, None), Settled(1, "unreachable", False))
    given(*known).when(Attempt(CASE, at(), 3, "no_answer")).then(*expected)
    given(*known, *expected).when(Attempt(CASE, at(), 3, "no_answer")).then()


def test_how_many_attempts_there_are_is_the_jurisdictions_number() -> None:
    moment = replace(at(), rules=replace(RULES, numbers={"callback_attempts": 1}))
    given(planned()).when(Attempt(CASE, moment, 1, "no_answer")).then_types(Attempted, Settled)


def test_the_same_attempt_twice_is_one_and_none_is_skipped() -> None:
    given(planned(), *tried("no_answer")).when(Attempt(CASE, at(), 1, "no_answer")).then()
    given(planned()).when(Attempt(CASE, at(), 2, "no_answer")).rejected("callback.attempt_skipped")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_attempt_keeps_its_outcome_and_the_officers_words(outcome: str) -> None:
    said = given(planned()).when(Attempt(CASE, at(), 1, outcome, Text("忙音"))).then_types(Attempted).events[0]
    assert said == Attempted(1, outcome, 1, Text("忙音", key=f"case/{CASE}"))


def test_an_outcome_that_is_not_in_the_list_is_refused() -> None:
    given(planned()).when(Attempt(CASE, at(), 1, "shouted")).rejected("callback.unknown_outcome")


def test_a_satisfied_asker_settles_the_callback() -> None:
    remark = Text("谢谢")
    recorded_now = Recorded(1, True, True, True, remark.under(f"case/{CASE}"), "us")
    command = Record(CASE, at(), True, True, True, remark)
    given(planned()).when(command).then(recorded_now, Settled(1, "satisfied", False))
    given(planned(), recorded_now, Settled(1, "satisfied", False)).when(command).then()


def test_satisfied_though_not_resolved_is_still_satisfied() -> None:
    outcome = given(planned()).when(Record(CASE, at(), True, False, True)).then_types(Recorded, Settled)
    assert outcome.events[0].resolved is False
    assert outcome.events[1].end == "satisfied"


def test_the_first_dissatisfaction_asks_for_another_round() -> None:
    given(planned()).when(record(False)).then(recorded(False), ASKED)


def test_recording_the_same_twice_says_nothing_new() -> None:
    given(*WAITING).when(record(False)).then()
    given(*WAITING).when(record(True)).rejected("callback.reopen_asked")


def test_dissatisfied_once_more_is_left_to_a_person() -> None:
    known = (*WAITING, ACCEPTED, planned(round=2))
    outcome = given(*known).when(record(False, at(3))).then_types(Recorded, Referred)
    assert (outcome.events[1].why, outcome.events[1].duties[0].due_at) == ("again", at(27).at)


def test_satisfied_in_the_second_round_says_that_it_was_asked_for() -> None:
    outcome = given(*WAITING, ACCEPTED, planned(round=2)).when(record(True)).then_types(Recorded, Settled)
    assert outcome.events[1] == Settled(2, "satisfied", True)


def test_a_new_round_begins_with_no_attempts() -> None:
    known = (planned(), *tried("no_answer", "no_answer"), recorded(False), ASKED, ACCEPTED, planned(round=2))
    given(*known).when(Attempt(CASE, at(), 1, "no_answer")).then(Attempted(2, "no_answer", 1, None))


def test_each_round_has_an_ask_of_its_own() -> None:
    said = given(planned(round=2)).when(record(False)).then_types(Recorded, ReopenAsked).events[1]
    assert said.ask == ask(2) != ask(1)


def test_without_contact_there_is_nothing_to_record() -> None:
    given(planned()).when(Record(CASE, at(), False, None, None)).rejected("callback.not_contacted")


def test_without_an_opinion_the_callback_stays_open() -> None:
    outcome = given(planned()).when(record(None)).then(recorded(None))
    assert outcome.state.duties == (DUTY,)
    given(planned(), recorded(None)).when(record(True)).then(recorded(True), Settled(1, "satisfied", False))


def test_recording_late_first_says_the_lapse_once() -> None:
    expected = (recorded(True), Settled(1, "satisfied", False))
    given(planned()).when(record(True, at(24))).then(*expected)
    given(planned()).when(record(True, at(25))).then(LAPSED, *expected)
    given(planned(), LAPSED).when(record(True, at(25))).then(*expected)
    given(planned(), LAPSED).when(LapseDuties(CASE, at(99))).then()
    assert LAPSED.happened_at == NOON + DAY


def test_the_source_calls_first_and_we_only_after_its_time() -> None:
    given(planned(by="source")).when(record(True)).rejected("callback.by_source")
    given(planned(by="source")).when(Attempt(CASE, at(), 1, "no_answer")).rejected("callback.by_source")
    given(planned(by="source")).when(record(True, at(25))).then_types(Lapsed, Recorded, Settled)


def test_a_lapse_of_an_earlier_round_opens_no_later_one() -> None:
    known = (planned(), LAPSED, recorded(False), ASKED, ACCEPTED, planned(round=2, by="source"))
    given(*known).when(record(True)).rejected("callback.by_source")
