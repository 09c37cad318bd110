from typing import Any

import pytest

from services.notify.domain.recipient.commands import NoteRecipient, PlanDelivery
from services.notify.reactions import intake, routing, supervision
from shared.kernel.times import stamp
from shared.rules.rules import Rules
from shared.rules.templates import REQUIRED
from tests.unit.hearing import CASE, private, react
from tests.unit.small_rules import NOON, RULES, closed, system

NOW = system()
REACTIONS = {"appeal": intake.REACTIONS, "work_order": routing.REACTIONS, "reminder": supervision.REACTIONS}
DUTIES = [
    {"duty": "sign", "unit": "housing", "due_at": stamp(NOON), "limit": "sign", "rules": "x"},
    {"duty": "answer", "unit": "housing", "due_at": stamp(NOON), "limit": "answer", "rules": "x"},
]


def hear(type: str, **data: Any) -> list[Any]:
    return react(REACTIONS[type.partition(".")[0]], type, data, NOW)


def plan(cause: str, template: str, **values: Any) -> PlanDelivery:
    to = template.partition(".")[0]
    return PlanDelivery(case_no=CASE, moment=NOW, cause_id="e1", cause=cause, template=template, to=to, **values)


def test_a_received_appeal_notes_the_recipient_and_tells_the_number() -> None:
    type_ = "appeal.received"
    data = {"asker": "a", "anonymous": False, "source": "12345", "source_no": "n1", "phone": private("phone")}
    noted = NoteRecipient(CASE, NOW, "a", False, None, closed("phone"), "12345", "n1")
    assert hear(type_, **data) == [noted, plan(type_, "asker.received")]


def test_acceptance_is_told_unless_a_rule_accepted_on_receipt() -> None:
    assert hear("appeal.accepted", kind="", how="person") == [plan("appeal.accepted", "asker.accepted")]
    assert hear("appeal.accepted", kind="", how="rule") == []


def test_a_declined_appeal_is_told_with_advice_and_written_back_without() -> None:
    type_ = "appeal.declined"
    assert hear(type_, reason="in_court", advice=private("advice")) == [
        plan(type_, "asker.declined", end="in_court", advice=closed("advice")),
        plan(type_, "source.declined", end="in_court"),
    ]


@pytest.mark.parametrize("how", ["dispatched", "reopened"])
def test_a_unit_learns_until_when_to_sign_and_the_asker_who_handles_it(how: str) -> None:
    type_ = f"work_order.{how}"
    assert hear(type_, round=2, unit="housing", duties=DUTIES) == [
        plan(type_, f"asker.{how}", unit="housing", round=2),
        plan(type_, f"unit.{how}", unit="housing", round=2, duty="sign", due_at=NOON),
    ]


def test_without_a_duty_to_sign_there_is_no_due_time_to_tell() -> None:
    assert hear("work_order.reopened", round=2, unit="housing", duties=[])[1].due_at is None


def test_an_urged_unit_is_told() -> None:
    expected = plan("work_order.urged", "unit.urged", unit="housing", round=1)
    assert hear("work_order.urged", round=1, ask="x", unit="housing") == [expected]


@pytest.mark.parametrize("fact", ["signed", "returned"])
def test_the_source_learns_how_far_it_is(fact: str) -> None:
    expected = plan(f"work_order.{fact}", f"source.{fact}", unit="housing", round=1)
    assert hear(f"work_order.{fact}", round=1, unit="housing") == [expected]


def test_the_source_learns_of_an_answer_but_not_its_words_before_they_are_approved() -> None:
    data = {"internal": private("internal"), "public": private("public")}
    expected = plan("work_order.answered", "source.answered", unit="housing", round=1, resolved=True)
    assert hear("work_order.answered", round=1, unit="housing", resolved=True, **data) == [expected]


def test_the_approved_answer_is_told_to_asker_and_source() -> None:
    values = {"unit": "housing", "round": 1, "resolved": False}
    told = {**values, "public": closed("public")}
    assert hear("work_order.closed", **values, public=private("public")) == [
        plan("work_order.closed", "asker.closed", **told),
        plan("work_order.closed", "source.closed", **told),
    ]


def test_the_end_is_told_to_asker_and_source() -> None:
    values = {"unit": "housing", "round": 1, "end": "satisfied"}
    assert hear("work_order.archived", **values) == [
        plan("work_order.archived", "asker.archived", **values),
        plan("work_order.archived", "source.archived", **values),
    ]


def test_a_reminder_reaches_the_unit() -> None:
    values = {"unit": "housing", "round": 1, "duty": "sign"}
    expected = plan("reminder.issued", "unit.reminder", **values, due_at=NOON)
    assert hear("reminder.issued", **values, due_at=stamp(NOON), colour="none", ask=None) == [expected]


def test_every_template_that_is_told_to_askers_and_units_is_required_of_the_rules() -> None:
    rules: Rules = RULES
    assert set(rules.templates) == set(REQUIRED)
