"""What the tests of routing share: small rules with round numbers, people, and the way to every state."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.routing.domain.suggestion import Suggestion
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.appeal import Appeal
from services.routing.domain.work_order.commands import (
    Answer,
    Approve,
    Archive,
    Close,
    Command,
    Dispatch,
    FirstContact,
    NoteAppeal,
    Open,
    Return,
    Sign,
)
from services.routing.domain.work_order.events import Event
from services.routing.domain.work_order.leading_commands import Transfer
from services.routing.domain.work_order.merging_commands import Follow
from services.routing.domain.work_order.pooling_commands import Pool
from services.routing.domain.work_order.state import State, WorkOrder
from services.routing.domain.work_order.time_commands import AskTime, Suspend
from shared.calendar import Measure, Span
from shared.kernel.actor import Actor
from shared.kernel.decider import Decider
from shared.kernel.rejection import Rejected
from shared.kernel.text import Closed, Home, Text
from shared.rules.catalogue import Catalogue, CatalogueItem
from shared.rules.limits import AnswerRow, Limit
from shared.rules.moment import Moment
from shared.rules.rules import EMPTY, Rules
from shared.rules.units import Outside, Unit

CASE = "20261124-7K3QX0M2VBP"
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
HOURS: Mapping[str, int] = {
    "settle_extension": 2,
    "extension": 24,
    "suspension": 240,
    "deliver": 24,
    "dispatch": 2,
    "dispatch_urgent": 1,
    "sign": 4,
    "sign_urgent": 1,
    "return": 8,
    "settle_return": 2,
    "first_contact": 8,
    "approve": 12,
    "confirm_transfer": 40,
    "chase_transfer": 16,
    "report_instruction": 30,
    "record_meeting": 8,
    "answer_escalation": 20,
    "lead_common_need": 10,
    "answer_common_need": 60,
    "answer_general": 48,
    "answer_complex": 96,
    "answer_urgent": 24,
}
RULES = Rules(
    units={code: Unit(code, code, code) for code in ("housing", "finance", "government_data", "government_office")},
    catalogue=Catalogue(
        {
            "heat": CatalogueItem("heat", "供热", ("水电气热",), "housing"),
            "loan": CatalogueItem("loan", "贷款", ("资金",), "finance", level="complex"),
            "school": CatalogueItem("school", "学校", ("教育",), "government_data", outside="区教育局"),
        },
        content="small",
        confidence=60,
        lead=25,
    ),
    limits={code: Limit(code, code, Span(hours, Measure.HOURS), "test") for code, hours in HOURS.items()},
    calendar=EMPTY.calendar,
    templates={},
    feeds={},
    channels={},
    roles={},
    hashes={part: part * 8 for part in ("units", "catalogue", "limits", "calendar")},
    desks={"dispatch": "government_data", "supervision": "government_office", "discipline": "discipline"},
    answers=(
        AnswerRow("answer_urgent", urgent=True),
        AnswerRow("answer_complex", level="complex"),
        AnswerRow("answer_general"),
    ),
    outside={"court": Outside("court", "法院", "12368")},
    numbers={"rounds": 3, "callback_attempts": 3, "extensions": 3, "delivery_attempts": 6},
)

SYSTEM = Actor("system:routing")
DESK = Actor("zhao", "government_data", "分办员")
OFFICER = Actor("wang", "housing", "经办人")
HEAD = Actor("li", "housing", "单位负责人")
STRANGER = Actor("sun", "finance", "经办人")
SUPERVISOR = Actor("qian", "government_office", "督查")

HEAT = Suggestion("heat", "housing", 80, ("kw:heat:1",))
WEAK = Suggestion("heat", "housing", 40, ("kw:heat:2",))
FAR = Suggestion("school", "government_data", 90, ("kw:school:1",))


def hour(number: float) -> datetime:
    """Hours after noon of the first day."""
    return NOON + timedelta(hours=number)


def moment(by: Actor = SYSTEM, hours: float = 0, rules: Rules = RULES) -> Moment:
    return Moment(hour(hours), by, rules)


def sealed(path: str) -> Closed:
    """A field closed by intake."""
    return Closed("asker/a1", 1, "nonce", f"cipher-{path}", "digest", Home(CASE, "entry-1", path))


APPEAL = Appeal(
    kind="投诉",
    source="12345",
    callback_by="us",
    asker="a1",
    name=sealed("name"),
    phone=sealed("phone"),
    title=sealed("title"),
    text=sealed("text"),
)

NOTE = NoteAppeal(CASE, APPEAL, (HEAT,), moment())
NOTE_UNSURE = replace(NOTE, suggestions=(WEAK,))
OPEN = Open(CASE, "投诉", moment())
DISPATCH = Dispatch(CASE, "housing", "heat", "assigned", "general", moment(DESK))
SIGN = Sign(CASE, moment(OFFICER))
RETURN = Return(CASE, "not_our_duty", Text("职责在供热公司"), moment(OFFICER))
CONTACT = FirstContact(CASE, True, hour(0), Text("已说明"), moment(OFFICER))
ANSWER = Answer(CASE, Text("已维修"), Text("暖气已恢复"), True, moment(OFFICER))
APPROVE = Approve(CASE, moment(HEAD))
CLOSE = Close(CASE, moment(OFFICER))
SUSPEND = Suspend(CASE, Text("等上级批复"), hour(24), moment(DESK))
ARCHIVE = Archive(CASE, 1, "satisfied", moment())

TO_CLOSED: tuple[Command, ...] = (NOTE, OPEN, SIGN, CONTACT, ANSWER, APPROVE, CLOSE)
WAY: Mapping[State, tuple[Command, ...]] = {
    State.UNKNOWN: (),
    State.NOTED: (NOTE,),
    State.HELD: (NOTE_UNSURE, OPEN),
    State.DISPATCHED: (NOTE, OPEN),
    State.RETURNED: (NOTE, OPEN, RETURN),
    State.SIGNED: TO_CLOSED[:3],
    State.SUSPENDED: (*TO_CLOSED[:3], SUSPEND),
    State.ANSWERED: TO_CLOSED[:5],
    State.APPROVED: TO_CLOSED[:6],
    State.CLOSED: TO_CLOSED,
    State.ARCHIVED: (*TO_CLOSED, ARCHIVE),
    State.TRANSFERRED: (NOTE, OPEN, Transfer(CASE, "", "court", "", moment(DESK))),
    State.POOLED: (NOTE, OPEN, Pool(CASE, "n1", moment(DESK))),
    State.MERGED: (NOTE, OPEN, Follow(CASE, "20261124-AAAAAAAAAAA", moment())),
}
"""The commands that lead to each state, all given at noon."""


def said(*commands: Command) -> tuple[Event, ...]:
    """Every event these commands lead to, from the beginning."""
    events: list[Event] = []
    for command in commands:
        order = work_order.fold(events)
        events += work_order.decide(seeing(command, order), order)
    return tuple(events)


def then(events: Iterable[Any], command: Any, decider: Decider[Any, Any, Any] = work_order) -> list[Any]:
    """What the command leads to after these events."""
    return list(decider.decide(command, decider.fold(events)))


def refusal(command: Any, events: Iterable[Any], decider: Decider[Any, Any, Any] = work_order) -> str:
    """The code by which the command is refused after these events."""
    with pytest.raises(Rejected) as refused:
        then(events, command, decider)
    return refused.value.code


def seeing(command: Any, order: WorkOrder) -> Any:
    """The command as from a page: whoever asks for more time sees when the answer is due now."""
    seen = isinstance(command, AskTime) and order.answer_due is not None
    return replace(command, due_at=order.answer_due) if seen else command


def to(state: State) -> tuple[Event, ...]:
    """The events that lead to this state."""
    return said(*WAY[state])


def later(command: Any, hours: float, by: Actor | None = None) -> Any:
    """The same command, given so many hours after noon (by somebody else)."""
    return replace(command, moment=moment(by or command.moment.by, hours, command.moment.rules))
