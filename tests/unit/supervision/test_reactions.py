from typing import Any

import pytest

from services.supervision.domain.callback.commands import (
    AnswerReopen,
    DropCallback,
    NoteReopened,
    PlanCallback,
    ReportBySource,
)
from services.supervision.domain.clue import ReceiveClue
from services.supervision.domain.reminder import Remind
from services.supervision.reactions import intake, routing
from shared.kernel.times import stamp
from tests.unit.hearing import CASE, private, react
from tests.unit.small_rules import DAY, NOON, closed, system

NOW = system()


def hear(type: str, **data: Any) -> list[Any]:
    reactions = intake.REACTIONS if type.startswith(("appeal", "complaint")) else routing.REACTIONS
    return react(reactions, type, data, NOW)


def test_a_closed_order_is_to_be_called_back() -> None:
    data = {"round": 2, "unit": "housing", "closed_at": stamp(NOON), "callback_by": "us", "asker": "a"}
    plan = PlanCallback(CASE, NOW, 2, "housing", NOON, "us", "a", None, closed("phone"), False)
    assert hear("work_order.closed", **data, anonymous=False, name=None, phone=private("phone")) == [plan]


def test_a_lapsed_duty_is_reminded_of() -> None:
    data = {"duty": "sign", "unit": "housing", "due_at": stamp(NOON)}
    assert hear("work_order.lapsed", round=2, **data) == [Remind(CASE, NOW, 2, "sign", "housing", NOON)]


def test_a_lapse_of_intake_is_reminded_of_in_the_first_round() -> None:
    data = {"duty": "accept", "unit": "desk", "due_at": stamp(NOON)}
    assert hear("appeal.lapsed", **data) == [Remind(CASE, NOW, 1, "accept", "desk", NOON)]


def test_routings_answer_to_our_ask() -> None:
    data = {"ask": "x", "accepted": False, "code": "no", "round": 1}
    assert hear("work_order.ask_answered", kind="reopen", **data) == [AnswerReopen(CASE, NOW, "x", False, "no")]


@pytest.mark.parametrize("kind", ["urge", "redo", "cancel"])
def test_routings_answers_to_intake_are_not_ours(kind: str) -> None:
    assert hear("work_order.ask_answered", kind=kind, ask="x", accepted=True, code="", round=1) == []


def test_a_reopened_order_is_noted() -> None:
    assert hear("work_order.reopened", round=2, ask="x", unit="housing") == [NoteReopened(CASE, NOW, 2, "x")]


@pytest.mark.parametrize("end", ["withdrawn", "cancelled"])
def test_an_order_that_ended_before_its_callback_is_called_about_no_more(end: str) -> None:
    assert hear("work_order.archived", round=1, end=end, unit="housing") == [DropCallback(CASE, NOW, end)]


@pytest.mark.parametrize("end", ["satisfied", "dissatisfied_final", "unreachable", "not_called"])
def test_an_order_that_ended_by_its_callback_is_nothing_new(end: str) -> None:
    assert hear("work_order.archived", round=1, end=end, unit="housing") == []


def test_the_sources_callback_keeps_the_home_of_its_remark() -> None:
    times = {"at": stamp(NOON), "due_at": stamp(NOON + DAY)}
    data = {"ask": "s", "contacted": True, "resolved": None, "satisfied": False, "remark": private("remark")}
    report = ReportBySource(CASE, NOW, "s", True, None, False, closed("remark"), NOON, NOON + DAY)
    assert hear("appeal.callback_reported", **data, **times) == [report]


def test_a_complaint_becomes_a_clue() -> None:
    command = ReceiveClue("m1", NOW, closed("content"))
    assert hear("complaint.received", content=private("content"), matter="m1") == [command]
