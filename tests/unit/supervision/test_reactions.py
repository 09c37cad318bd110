from typing import Any

import pytest

from services.supervision.domain.callback.commands import (
    AnswerReopen,
    DropCallback,
    NoteReopened,
    PlanCallback,
    ReportBySource,
)
from services.supervision.domain.card.commands import NoteDissatisfied, NoteExtended, NoteLapse
from services.supervision.domain.clue import ReceiveClue
from services.supervision.domain.reminder.commands import NoteDone, NotePaused, NoteResumed, Remind
from services.supervision.reactions import intake, lapses, routing
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


@pytest.mark.parametrize(
    "type_",
    [
        *("work_order.lapsed", "part.lapsed", "extension.lapsed", "instruction.lapsed", "meeting.lapsed"),
        *("transfer.lapsed", "escalation.lapsed", "common_need.lapsed", "card.lapsed", "commitment.lapsed"),
    ],
)
def test_every_lapse_is_reminded_of_and_may_call_for_a_card(type_: str) -> None:
    data = {"duty": "answer", "unit": "housing", "due_at": stamp(NOON)}
    about = type_.partition(".")[0]
    remind = Remind(CASE, NOW, 2, "answer", "housing", NOON, about)
    assert follow(type_, round=2, **data) == [remind, NoteLapse(CASE, NOW, "housing", 2, "answer", NOON)]


def test_a_lapse_of_intake_belongs_to_the_first_round() -> None:
    data = {"duty": "accept", "unit": "desk", "due_at": stamp(NOON)}
    remind = Remind(CASE, NOW, 1, "accept", "desk", NOON, "appeal")
    assert follow("appeal.lapsed", **data) == [remind, NoteLapse(CASE, NOW, "desk", 1, "accept", NOON)]


@pytest.mark.parametrize(
    ("type_", "duties", "unit"),
    [
        ("work_order.signed", ("sign",), ""),
        ("work_order.answered", ("answer",), ""),
        ("work_order.closed", (), ""),
        ("part.delivered", (), "housing"),
        ("appeal.accepted", (), ""),
        ("card.explained", (), "housing"),
        ("commitment.kept", (), ""),
    ],
)
def test_what_was_done_is_followed_no_more(type_: str, duties: tuple[str, ...], unit: str) -> None:
    done = NoteDone(CASE, NOW, type_.partition(".")[0], duties, unit)
    assert follow(type_, round=1, unit="housing") == [done]


@pytest.mark.parametrize(
    ("aggregate", "named", "which"),
    [
        ("instruction", {"number": 2}, "2"),
        ("meeting", {"number": 2, "decision": 1}, "2.1"),
        ("meeting", {"number": 2, "decision": 0}, "2"),
        ("escalation", {"number": 1}, "1"),
        ("extension", {"number": 3}, ""),
    ],
)
def test_a_lapse_names_which_of_several_it_is(aggregate: str, named: dict[str, int], which: str) -> None:
    data = {"round": 1, "duty": "d", "unit": "housing", "due_at": stamp(NOON)}
    remind, note = follow(f"{aggregate}.lapsed", **data, **named)
    assert remind == Remind(CASE, NOW, 1, "d", "housing", NOON, aggregate, which)
    assert note == NoteLapse(CASE, NOW, "housing", 1, "d", NOON, which)


def test_a_deed_names_which_of_several_is_done() -> None:
    done = NoteDone(CASE, NOW, "instruction", (), "housing", "2")
    assert follow("instruction.reported", round=1, number=2, unit="housing") == [done]
    decided = NoteDone(CASE, NOW, "meeting", ("decision",), "housing", "2.3")
    assert follow("meeting.decision_done", round=1, number=2, decision=3, unit="housing") == [decided]
    extended = NoteDone(CASE, NOW, "work_order", ("answer",))
    assert follow("work_order.extended", round=1, number=2, unit="housing") == [extended]


def test_what_follows_waits_while_a_return_is_settled_and_goes_on_when_it_is_refused() -> None:
    asleep = ("sign", "first_contact", "answer")
    assert follow("work_order.returned", unit="housing") == [NotePaused(CASE, NOW, "work_order", asleep, NOON)]
    settled = [c for reaction in both("work_order.return_settled", accepted=False) for c in reaction]
    assert settled == [
        NoteDone(CASE, NOW, "work_order", ("settle_return",)),
        NoteResumed(CASE, NOW, "work_order", NOON),
    ]
    accepted = [c for reaction in both("work_order.return_settled", accepted=True) for c in reaction]
    assert accepted == settled[:1]


def test_what_follows_waits_while_the_order_is_suspended_and_goes_on_when_that_ends() -> None:
    def flat(type_: str) -> list[Any]:
        return [command for reaction in both(type_) for command in reaction]

    review = NoteDone(CASE, NOW, "work_order", ("review",))
    paused = NotePaused(CASE, NOW, "work_order", ("sign", "first_contact", "answer"), NOON)
    assert flat("work_order.suspended") == [review, paused]
    assert flat("work_order.resumed") == [review, NoteResumed(CASE, NOW, "work_order", NOON)]


def test_a_contact_that_reached_nobody_is_not_done() -> None:
    assert follow("work_order.contacted", unit="housing", reached=False) == []
    assert len(follow("work_order.contacted", unit="housing", reached=True)) == 1


def test_an_extension_is_noted_with_its_number() -> None:
    noted = NoteExtended(CASE, NOW, "housing", 1, 3)
    heard = [command for reaction in both("extension.granted") for command in reaction]
    assert heard == [NoteDone(CASE, NOW, "extension"), noted]


def both(type_: str, **said: Any) -> list[list[Any]]:
    """What each of several reactions to one type leads to."""
    data = {"unit": "housing", "number": 3, "round": 1, **said}
    fitting = [one for one in lapses.REACTIONS if one.type == type_]
    return [react([one], type_, data, NOW) for one in fitting]


def test_dissatisfied_once_more_is_noted_with_the_unit() -> None:
    data = {"round": 2, "unit": "housing", "duties": []}
    assert follow("callback.referred", why="again", **data) == [NoteDissatisfied(CASE, NOW, "housing", 2)]
    assert follow("callback.referred", why="refused", **data) == []
    assert follow("callback.referred", why="again", round=2, duties=[]) == []


def follow(type_: str, **data: Any) -> list[Any]:
    return react(lapses.REACTIONS, type_, data, NOW)


@pytest.mark.parametrize(("type_", "why"), [("work_order.merged", "merged")])
def test_a_merged_order_is_called_about_after_its_own_closing(type_: str, why: str) -> None:
    assert hear(type_, leading="20261124-0000000000", unit="housing") == [DropCallback(CASE, NOW, why)]


def test_routings_answer_to_our_ask() -> None:
    data = {"ask": "x", "accepted": False, "code": "no", "round": 1}
    assert hear("work_order.ask_answered", kind="reopen", **data) == [AnswerReopen(CASE, NOW, "x", False, "no")]


@pytest.mark.parametrize("kind", ["urge", "redo", "cancel"])
def test_routings_answers_to_intake_are_not_ours(kind: str) -> None:
    assert hear("work_order.ask_answered", kind=kind, ask="x", accepted=True, code="", round=1) == []


def test_a_reopened_order_is_noted() -> None:
    assert hear("work_order.reopened", round=2, ask="x", unit="housing") == [NoteReopened(CASE, NOW, 2, "x")]


@pytest.mark.parametrize("end", ["withdrawn", "cancelled", "transfer_confirmed"])
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
