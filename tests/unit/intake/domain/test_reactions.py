from typing import Any

import pytest

from services.intake.domain.appeal.commands import AnswerAsk
from services.intake.reactions import routing, supervision
from tests.unit.hearing import react
from tests.unit.intake.domain.said import STREAM, asked
from tests.unit.small_rules import system


@pytest.mark.parametrize("kind", ["urge", "redo", "cancel"])
def test_routings_answers_find_the_appeal_by_the_asks_id(kind: str) -> None:
    data = {"ask": asked(kind), "kind": kind, "accepted": False, "code": "work_order.closed", "round": 1}
    answer = AnswerAsk(STREAM, system(), asked(kind), False, "work_order.closed")
    assert react(routing.REACTIONS, "work_order.ask_answered", data, system()) == [answer]


def test_an_answer_to_supervisions_ask_is_not_ours() -> None:
    data: dict[str, Any] = {"ask": "x", "kind": "reopen", "accepted": True, "code": "", "round": 1}
    assert react(routing.REACTIONS, "work_order.ask_answered", data, system()) == []


def test_supervisions_answer_to_the_sources_callback() -> None:
    data = {"ask": asked("callback"), "accepted": True, "code": ""}
    answer = AnswerAsk(STREAM, system(), asked("callback"), True)
    assert react(supervision.REACTIONS, "callback.source_answered", data, system()) == [answer]
