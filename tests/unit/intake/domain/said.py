"""Appeals in every state, and one command of each kind, for the tests of intake's domain."""

from datetime import datetime
from typing import Any

from services.intake.domain.appeal.asks import ask_id
from services.intake.domain.appeal.commands import (
    Accept,
    AnswerAsk,
    AskCancel,
    AskRedo,
    Decline,
    LapseDuties,
    Receive,
    RecordHistory,
    ReportCallback,
    Supplement,
    Urge,
    Withdraw,
    appeal_stream,
)
from services.intake.domain.appeal.desk_commands import (
    AddFollower,
    AnswerAtOnce,
    Correct,
    LeaveLeading,
    MarkUrgency,
    Merge,
    NoteOpened,
    Rate,
    RemoveFollower,
    Separate,
)
from services.intake.domain.appeal.desk_events import AnsweredAtOnce, FollowerAdded, Merged
from services.intake.domain.appeal.events import Accepted, Declined, HistoryRecorded, Received, Urged, Withdrawn
from shared.kernel.duty import Duty
from shared.kernel.text import Text
from shared.rules.moment import Moment
from tests.unit.small_rules import DAY, NOON, at, closed

STREAM = appeal_stream("portal", "p1")
ACCEPT_DUTY = Duty("accept", "desk", NOON + DAY, "accept", "llllllllllll+cccccccccccc")
TEXT = closed("text", same="first")


def receive(moment: Moment | None = None, **changes: Any) -> Receive:
    values: dict[str, Any] = {
        "source": "portal",
        "source_no": "p1",
        "moment": moment or at(),
        "asker": "a",
        "title": Text("路灯"),
        "text": Text("路灯不亮", same="first"),
        "kind": "求助",
    }
    return Receive(**{**values, **changes})


def received(**changes: Any) -> Received:
    values: dict[str, Any] = {
        "channel": "portal",
        "source": "portal",
        "source_no": "p1",
        "kind": "求助",
        "kind_said": "",
        "title": closed("title"),
        "text": TEXT,
        "asker": "a",
        "anonymous": False,
        "name": None,
        "phone": None,
        "enterprise": None,
        "credit_code": None,
        "credit_code_valid": None,
        "place": "",
        "asked_at": NOON,
        "source_due_at": None,
        "callback_by": "us",
        "urgent": False,
        "has_receipt": False,
        "duties": (ACCEPT_DUTY,),
    }
    return Received(**{**values, **changes})


def asked(kind: str, ref: str = "r1") -> str:
    return ask_id(STREAM, kind, ref)


def urged(ref: str = "r1", due_at: datetime = NOON + DAY) -> Urged:
    return Urged(asked("urge", ref), ref, None, due_at, "desk")


CASE, LEADING, FOLLOWER = "20261124-1", "20261124-2", "20261124-3"
OTHER = appeal_stream("portal", "p2")
ACCEPTED = Accepted("求助", "person")
HISTORY = HistoryRecorded(
    source="portal",
    source_no="p1",
    kind="",
    kind_said="",
    title=closed("title"),
    text=TEXT,
    asker="a",
    asked_at=NOON - DAY,
    answer=closed("answer"),
    answered_at=NOON,
)
STATES: dict[str, tuple[Any, ...]] = {
    "unknown": (),
    "received": (received(),),
    "accepted": (received(), ACCEPTED),
    "accepted, asked": (received(), ACCEPTED, urged()),
    "declined": (received(), Declined("in_court", None)),
    "answered at once": (received(), AnsweredAtOnce("", 0, closed("public"), "求助", "wang")),
    "merged": (received(), ACCEPTED, Merged(LEADING, closed("reason"))),
    "leading": (received(), ACCEPTED, FollowerAdded(FOLLOWER, OTHER)),
    "withdrawn": (received(), Withdrawn(None)),
    "history": (HISTORY,),
}
COMMANDS: dict[str, Any] = {
    "Receive": receive(),
    "RecordHistory": RecordHistory("portal", "p1", at(), "a", Text("路灯"), Text("路灯不亮"), NOON - DAY),
    "Accept": Accept(STREAM, at()),
    "Decline": Decline(STREAM, at(), "in_court"),
    "Supplement": Supplement(STREAM, at(), Text("还有一盏", same="other")),
    "Withdraw": Withdraw(STREAM, at()),
    "Urge": Urge(STREAM, at(), "r2"),
    "AskRedo": AskRedo(STREAM, at(), "r1"),
    "AskCancel": AskCancel(STREAM, at(), "r1"),
    "ReportCallback": ReportCallback(STREAM, at(), "r1", True, True, True),
    "AnswerAsk": AnswerAsk(STREAM, at(), asked("urge"), True),
    "AnswerAtOnce": AnswerAtOnce(STREAM, CASE, at(), Text("可以网上办")),
    "Merge": Merge(STREAM, CASE, at(), LEADING, OTHER, Text("同一件事")),
    "AddFollower": AddFollower(STREAM, at(), FOLLOWER, OTHER),
    "Separate": Separate(STREAM, CASE, at(), LEADING, Text("不是一件事")),
    "RemoveFollower": RemoveFollower(STREAM, at(), FOLLOWER),
    "LeaveLeading": LeaveLeading(STREAM, at(), LEADING),
    "NoteOpened": NoteOpened(STREAM, at()),
    "MarkUrgency": MarkUrgency(STREAM, CASE, at(), True, Text("停水")),
    "Correct": Correct(STREAM, CASE, at(), "place", Text("150702"), Text("写错了")),
    "Rate": Rate(STREAM, at(), 1, True),
    "LapseDuties": LapseDuties(STREAM, at(25)),
}
