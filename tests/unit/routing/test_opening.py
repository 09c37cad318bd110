"""From the appeal to the dispatch: by rule, or by the desk."""

from dataclasses import replace

import pytest

from services.routing.domain.suggestion import Suggestion
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.appeal import appeal_of
from services.routing.domain.work_order.commands import Classify, Command
from services.routing.domain.work_order.events import Classified, Dispatched, Held, Noted, Opened
from services.routing.domain.work_order.state import State
from shared.kernel.duty import Duty
from shared.testing.given import scenario
from tests.unit.routing.orders import (
    APPEAL,
    CASE,
    DESK,
    DISPATCH,
    FAR,
    HEAT,
    NOTE,
    NOTE_UNSURE,
    OFFICER,
    OPEN,
    RULES,
    WEAK,
    hour,
    later,
    moment,
    said,
    to,
)

given = scenario(work_order)
FROM = RULES.fingerprint


def duties(**hours: float) -> tuple[Duty, ...]:
    limits = {"answer": "answer_general"}
    return tuple(Duty(name, "housing", hour(due), limits.get(name, name), FROM) for name, due in hours.items())


def dispatched(events: object) -> Dispatched:
    assert isinstance(events, list | tuple)
    assert isinstance(events[-1], Dispatched)
    return events[-1]


def test_a_received_appeal_is_noted_with_suggestions_and_closed_fields() -> None:
    outcome = given().when(NOTE)
    outcome.then(Noted(**appeal_of(APPEAL), suggestions=(HEAT,)))
    assert outcome.state.duties == ()


def test_an_accepted_appeal_with_a_sure_suggestion_is_dispatched_by_rule() -> None:
    given(*to(State.NOTED)).when(OPEN).then(
        Opened(**appeal_of(APPEAL)),
        Classified(1, "heat", "general", "rule", 80, ("kw:heat:1",)),
        Dispatched(
            round=1,
            unit="housing",
            form="immediate",
            catalogue="heat",
            level="general",
            by="rule",
            duties=duties(sign=4, first_contact=8, answer=48),
            return_by=hour(8),
            rules="unitsunitsun+cataloguecat",
        ),
    )


def test_what_is_above_ordinary_is_assigned_and_has_the_limit_of_its_level() -> None:
    loan = Suggestion("loan", "finance", 90, ("kw:loan:1",))
    order = dispatched(said(replace(NOTE, suggestions=(loan,)), OPEN))
    assert (order.unit, order.form, order.level) == ("finance", "assigned", "complex")
    assert order.duties[-1].due_at == hour(96)


@pytest.mark.parametrize(
    ("suggestions", "code"),
    [((), "no_match"), ((WEAK,), "unsure"), ((HEAT, replace(HEAT, confidence=70)), "unsure"), ((FAR,), "outside")],
)
def test_an_unsure_order_is_held_for_the_desk_with_its_suggestions(
    suggestions: tuple[Suggestion, ...], code: str
) -> None:
    opened, held = said(replace(NOTE, suggestions=suggestions), OPEN)[1:]
    assert isinstance(opened, Opened)
    assert held == Held(1, code, suggestions, (Duty("dispatch", "government_data", hour(2), "dispatch", FROM),))


def test_a_suggested_item_that_is_gone_from_the_rules_is_not_dispatched() -> None:
    gone = Suggestion("gone", "housing", 99, ())
    assert said(replace(NOTE, suggestions=(gone,)), OPEN)[-1] == Held(
        1, "unsure", (gone,), (Duty("dispatch", "government_data", hour(2), "dispatch", FROM),)
    )


def test_intake_settles_the_kind_when_accepting() -> None:
    opened = said(NOTE, replace(OPEN, kind="咨询"))[1]
    assert isinstance(opened, Opened)
    assert opened.kind == "咨询"
    kept = said(NOTE, replace(OPEN, kind=""))[1]
    assert isinstance(kept, Opened)
    assert kept.kind == "投诉"


@pytest.mark.parametrize(("source_due", "due"), [(10, 10), (48, 48), (300, 48), (-5, -5)])
def test_the_earlier_of_the_sources_due_time_and_ours_holds_for_the_answer(source_due: float, due: float) -> None:
    note = replace(NOTE, appeal=replace(APPEAL, source_due_at=hour(source_due)))
    order = dispatched(said(note, OPEN))
    assert [one.due_at for one in order.duties] == [hour(4), hour(8), hour(due)]


def test_an_urgent_order_has_urgent_limits_where_there_are_any() -> None:
    order = dispatched(said(replace(NOTE, appeal=replace(APPEAL, urgent=True)), OPEN))
    assert [(one.limit, one.due_at) for one in order.duties] == [
        ("sign_urgent", hour(1)),
        ("first_contact", hour(8)),
        ("answer_urgent", hour(24)),
    ]


@pytest.mark.parametrize("change", [{"anonymous": True}, {"phone": None}])
def test_nobody_is_bound_to_contact_an_asker_who_cannot_be_reached(change: dict[str, object]) -> None:
    order = dispatched(said(replace(NOTE, appeal=replace(APPEAL, **change)), OPEN))  # type: ignore[arg-type]
    assert [one.duty for one in order.duties] == ["sign", "answer"]


def test_the_desk_classifies_and_dispatches_a_held_order() -> None:
    outcome = given(*to(State.HELD)).when(later(DISPATCH, 1)).then_types(Classified, Dispatched)
    assert outcome.events[0] == Classified(1, "heat", "general", "person", 100, ())
    assert outcome.events[1].by == "person"
    assert outcome.events[1].duties == duties(sign=5, first_contact=9, answer=49)
    assert outcome.state.duties == outcome.events[1].duties


def test_what_was_classified_need_not_be_said_again_when_dispatching() -> None:
    classified = given(*to(State.HELD)).when(Classify(CASE, "loan", "", moment(DESK)))
    classified.then(Classified(1, "loan", "complex", "person", 100, ()))
    sent = replace(DISPATCH, catalogue="", level="")
    events = [*to(State.HELD), *classified.events]
    given(*events).when(sent).then_types(Dispatched)
    given(*events).when(Classify(CASE, "loan", "complex", moment(DESK))).then()
    given(*events).when(Classify(CASE, "loan", "major", moment(DESK))).then_types(Classified)


def test_dispatching_twice_says_nothing_new_but_elsewhere_is_refused_once_sent() -> None:
    events = said(NOTE_UNSURE, OPEN, DISPATCH)
    given(*events).when(DISPATCH).then()
    given(*events).when(replace(DISPATCH, catalogue="", level="")).then()
    given(*events).when(replace(DISPATCH, unit="finance")).rejected("work_order.not_signed")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"unit": "nobody"}, "work_order.unknown_unit"),
        ({"form": "by_pigeon"}, "work_order.unknown_form"),
        ({"level": "huge"}, "work_order.unknown_level"),
        ({"catalogue": "gone"}, "work_order.unknown_catalogue"),
        ({"catalogue": ""}, "work_order.not_classified"),
    ],
)
def test_a_dispatch_to_nowhere_is_refused(change: dict[str, str], code: str) -> None:
    given(*to(State.HELD)).when(replace(DISPATCH, **change)).rejected(code)  # type: ignore[arg-type]


@pytest.mark.parametrize("command", [DISPATCH, Classify(CASE, "heat", "", moment())], ids=["dispatch", "classify"])
def test_only_the_desk_dispatches(command: Command) -> None:
    given(*to(State.HELD)).when(later(command, 1, OFFICER)).rejected("work_order.not_the_desk")
