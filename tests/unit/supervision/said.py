"""Callbacks in every state, and one command of each kind, for the tests of supervision's domain."""

from typing import Any

from services.supervision.domain.callback.commands import (
    AnswerReopen,
    ApproveFinal,
    Attempt,
    DeclineFinal,
    DropCallback,
    LapseDuties,
    NoteReopened,
    NoteTerms,
    PlanCallback,
    Record,
    ReportBySource,
    SettleDissatisfied,
    SettleNotCalled,
)
from services.supervision.domain.callback.events import (
    Attempted,
    Dropped,
    FinalProposed,
    Planned,
    Recorded,
    Referred,
    ReopenAnswered,
    ReopenAsked,
    Settled,
    SourceNoted,
)
from shared.kernel.duty import Duty
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text
from shared.rules.moment import Moment
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON, at, closed

RULES_USED = "llllllllllll+cccccccccccc"
DUTY = Duty("callback", "watch", NOON + DAY, "callback", RULES_USED)
PHONE = closed("phone")
REMARK = closed("remark")


def plan(moment: Moment | None = None, **changes: Any) -> PlanCallback:
    values: dict[str, Any] = {
        "case_no": CASE,
        "moment": moment or at(),
        "round": 1,
        "unit": "housing",
        "closed_at": NOON,
        "by": "us",
        "asker": "a",
        "name": None,
        "phone": PHONE,
        "anonymous": False,
    }
    return PlanCallback(**{**values, **changes})


def planned(**changes: Any) -> Planned:
    values: dict[str, Any] = {
        "round": 1,
        "unit": "housing",
        "by": "us",
        "duties": (DUTY,),
        "asker": "a",
        "name": None,
        "phone": PHONE,
        "anonymous": False,
    }
    return Planned(**{**values, **changes})


def ask(round: int = 1) -> str:
    return stream_id("ask", stream_id("callback", CASE), "reopen", str(round))


def recorded(satisfied: bool | None, round: int = 1, by: str = "us") -> Recorded:
    return Recorded(round, True, True, satisfied, None, by)


def report(moment: Moment | None = None, **changes: Any) -> ReportBySource:
    values: dict[str, Any] = {
        "case_no": CASE,
        "moment": moment or at(),
        "ask": "s1",
        "contacted": True,
        "resolved": True,
        "satisfied": True,
        "remark": REMARK,
        "at": NOON,
        "due_at": NOON + DAY,
    }
    return ReportBySource(**{**values, **changes})


def record(satisfied: bool | None, moment: Moment | None = None) -> Record:
    return Record(CASE, moment or at(), True, True, satisfied)


ASKED = ReopenAsked(1, ask(), NOON + DAY, "watch")
NOTED = SourceNoted("s0", True, True, True, REMARK, NOON, NOON + DAY)
SETTLE = Duty("settle", "watch", NOON + DAY, "callback", RULES_USED)
WAITING = (planned(), recorded(False), ASKED)
REFUSED = (
    *WAITING,
    ReopenAnswered(1, ask(), False, "work_order.rounds_used_up"),
    Referred(1, "refused", (SETTLE,), "housing"),
)
STATES: dict[str, tuple[Any, ...]] = {
    "not planned": (),
    "planned": (planned(),),
    "tried twice": (planned(), Attempted(1, "no_answer", 1, None), Attempted(1, "refused", 2, None)),
    "left to the source": (planned(by="source"),),
    "reopen asked": WAITING,
    "reopening": (*WAITING, ReopenAnswered(1, ask(), True, "")),
    "referred": REFUSED,
    "final proposed": (*REFUSED, FinalProposed(1, closed("grounds"), "zhou", "")),
    "settled": (planned(), recorded(True), Settled(1, "satisfied", False)),
    "dropped": (planned(), Dropped(1, "cancelled")),
}
COMMANDS: dict[str, Any] = {
    "PlanCallback": plan(round=2),
    "Attempt": Attempt(CASE, at(), 3, "no_answer"),
    "Record": record(False),
    "ReportBySource": report(),
    "AnswerReopen": AnswerReopen(CASE, at(), ask(), False, "work_order.rounds_used_up"),
    "NoteReopened": NoteReopened(CASE, at(), 2, ""),
    "DropCallback": DropCallback(CASE, at(), "withdrawn"),
    "SettleDissatisfied": SettleDissatisfied(CASE, at(), Text("已尽力"), "li"),
    "SettleNotCalled": SettleNotCalled(CASE, at(), "refused"),
    "ApproveFinal": ApproveFinal(CASE, at()),
    "DeclineFinal": DeclineFinal(CASE, at(), Text("请再联系一次")),
    "NoteTerms": NoteTerms(CASE, at(), channel="96888"),
    "LapseDuties": LapseDuties(CASE, at(25)),
}
