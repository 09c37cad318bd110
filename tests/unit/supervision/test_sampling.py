from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from services.supervision.domain.callback.commands import NoteTerms
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.events import Planned, Referred, Settled, TermsNoted
from services.supervision.reactions import intake, routing
from shared.rules.cards import SampleRule, percent_of, sampled
from shared.testing.given import scenario
from tests.unit.hearing import CASE, private, react
from tests.unit.small_rules import NOON, at, closed
from tests.unit.supervision.said import PHONE, plan, planned, record
from tests.unit.supervision.strict import on

given = scenario(callback)
NOBODY = (SampleRule(0),)
EVERYBODY = (SampleRule(100),)
NUMBERS = [f"20261124-{number:011d}" for number in range(2000)]
RULES = (SampleRule(10, "at_once"), SampleRule(50, "closed", "96888", "general"), SampleRule(70, "closed", "96888"))
TERMS = TermsNoted("portal", "", "a", None, PHONE, False)


@pytest.mark.parametrize("percent", [0, 10, 50, 100])
def test_about_as_many_as_the_rule_says_are_called_and_always_the_same(percent: int) -> None:
    called = [number for number in NUMBERS if sampled(number, percent)]
    assert abs(len(called) - 20 * percent) < 80
    assert called == [number for number in NUMBERS if sampled(number, percent)]


def test_who_is_in_a_small_sample_is_in_every_larger_one() -> None:
    assert all(sampled(number, 60) for number in NUMBERS if sampled(number, 20))


@pytest.mark.parametrize(
    ("terms", "percent"),
    [
        (("at_once", "96888", ""), 10),
        (("closed", "96888", "general"), 50),
        (("closed", "96888", "key"), 70),
        (("closed", "portal", "general"), 100),
    ],
)
def test_the_first_rule_that_fits_holds(terms: tuple[str, str, str], percent: int) -> None:
    assert percent_of(RULES, *terms) == percent


def test_without_rules_all_that_was_closed_is_called_and_nothing_answered_at_once() -> None:
    assert (percent_of((), "closed", "", ""), percent_of((), "at_once", "", "")) == (100, 0)


def test_what_is_not_in_the_sample_is_settled_with_that_reason() -> None:
    settled = Settled(1, "not_called", False, "not_sampled")
    given().when(plan(on(sampling=NOBODY))).then(planned(duties=()), settled)


def test_another_round_and_what_the_source_calls_are_never_left_to_a_sample() -> None:
    given().when(plan(on(sampling=NOBODY), by="source")).then_types(Planned)
    outcome = given(planned()).when(plan(on(sampling=NOBODY), round=2))
    assert [type(event) for event in outcome.events] == [Planned]


def test_channel_and_level_are_noted_before_the_closing_and_tell_the_rule() -> None:
    rules = (SampleRule(0, "closed", "96888", "general"), SampleRule(100))
    moment = on(sampling=rules)
    channel = TermsNoted("96888", "", "", None, None, False)
    both = replace(channel, level="general")
    given().when(NoteTerms(CASE, moment, channel="96888")).then(channel)
    given(channel).when(NoteTerms(CASE, moment, level="general")).then(both)
    given(channel, both).when(NoteTerms(CASE, moment, level="general")).then()
    given(channel).when(plan(moment)).then_types(Planned)
    given(channel, both).when(plan(moment)).then_types(Planned, Settled)
    given(channel, both, planned()).when(NoteTerms(CASE, moment, level="key")).then()


def test_an_answer_at_once_is_called_about_at_the_number_noted_before() -> None:
    moment = on(sampling=EVERYBODY)
    command = plan(moment, route="at_once", unit="desk", asker="", phone=None)
    outcome = given(TERMS).when(command)
    assert outcome.events == [planned(unit="desk", at_once=True, duties=outcome.events[0].duties)]
    given().when(command).then_types(Planned, Settled)


def test_dissatisfied_with_an_answer_at_once_is_left_to_a_person_for_there_is_no_order_to_reopen() -> None:
    outcome = given(planned(unit="desk", at_once=True)).when(record(False))
    assert outcome.events[1:] == [Referred(1, "at_once", outcome.events[1].duties, "desk")]


def hear(
    reactions: Sequence[Any], type_: str, moment: Any = None, sampling: tuple[SampleRule, ...] = (), **data: Any
) -> list[Any]:
    return react(reactions, type_, data, moment or on(sampling=sampling))


def test_nothing_is_noted_that_no_rule_asks_for() -> None:
    received = {"channel": "portal", "asker": "a", "anonymous": False, "phone": private("phone")}
    assert hear(intake.REACTIONS, "appeal.received", sampling=(), **received) == []
    assert hear(routing.REACTIONS, "work_order.opened", sampling=EVERYBODY, source="96888") == []
    assert hear(routing.REACTIONS, "work_order.dispatched", sampling=EVERYBODY, level="general") == []
    (noted,) = hear(intake.REACTIONS, "appeal.received", sampling=EVERYBODY, **received)
    assert (noted.channel, noted.asker, noted.phone) == ("portal", "a", closed("phone"))


def test_channels_and_levels_are_noted_where_the_rules_tell_them_apart() -> None:
    moment = on(sampling=RULES)
    assert hear(routing.REACTIONS, "work_order.opened", moment, source="96888") == [
        NoteTerms(CASE, moment, channel="96888")
    ]
    assert hear(routing.REACTIONS, "work_order.dispatched", moment, level="key") == [
        NoteTerms(CASE, moment, level="key")
    ]


def test_an_answer_at_once_is_planned_for_the_desk_that_gave_it() -> None:
    (command,) = hear(intake.REACTIONS, "appeal.answered_at_once", at(), article="", kind="咨询")
    assert (command.route, command.unit, command.round, command.closed_at) == ("at_once", "desk", 1, NOON)
