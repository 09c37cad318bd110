"""The states and commands of the aggregates around a work order: transfers, instructions, meetings, escalations."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.routing.domain.common_need import common_need
from services.routing.domain.common_need.commands import (
    AnswerNeed,
    CloseNeed,
    Gather,
    Join,
    LapseNeed,
    Lead,
    Leave,
    Lose,
)
from services.routing.domain.escalation import AnswerEscalation, LapseEscalation, Propose, escalation
from services.routing.domain.instruction import instruction
from services.routing.domain.instruction.commands import (
    FinishInstruction,
    GiveInstruction,
    LapseInstruction,
    ReportInstruction,
)
from services.routing.domain.meeting import meeting
from services.routing.domain.meeting.commands import (
    CancelMeeting,
    Convene,
    Decided,
    FinishDecision,
    LapseMeeting,
    RecordMeeting,
)
from services.routing.domain.transfer import transfer
from services.routing.domain.transfer.commands import (
    ChaseTransfer,
    ConfirmTransfer,
    EndTransfer,
    LapseTransfer,
    MakeTransfer,
    RefuseTransfer,
)
from shared.kernel.decider import Decider
from shared.kernel.text import Text
from tests.unit.routing.leading import LEADER
from tests.unit.routing.orders import CASE, DESK, HEAD, OFFICER, hour, moment

LATE = moment(hours=1000)
MAKE = MakeTransfer(CASE, "", "court", "", Text("属法院职权"), moment(DESK))
MAKE_INSIDE = MakeTransfer(CASE, "finance", "", "", Text("属财政职权"), moment(DESK))
CHASE = ChaseTransfer(CASE, Text("已电话催问"), moment(DESK))
CONFIRM = ConfirmTransfer(CASE, Text("对方已收件"), moment(DESK))
REFUSE = RefuseTransfer(CASE, Text("不属其职权"), moment(DESK))
GIVE = GiveInstruction(CASE, ("housing", "finance"), Text("请速办"), None, moment(LEADER))
REPORT = ReportInstruction(CASE, 1, Text("已办"), moment(OFFICER))
FINISH = FinishInstruction(CASE, 1, moment(LEADER))
CONVENE = Convene(CASE, "consultation", hour(4), "三楼会议室", ("housing", "finance"), Text("供热"), moment(DESK))
DECISIONS = (Decided("housing", Text("三日内抢修"), hour(72)), Decided("finance", Text("落实资金"), hour(96)))
RECORD = RecordMeeting(CASE, 1, ("housing", "finance"), DECISIONS, Text("会议议定如下"), moment(DESK, 5))
DECISION_DONE = FinishDecision(CASE, 1, 1, Text("已抢修"), moment(OFFICER, 20))
CANCEL = CancelMeeting(CASE, 1, Text("改期"), moment(DESK))
PROPOSE = Propose(CASE, "government", Text("建议由区政府协调"), moment(HEAD))
ANSWER = AnswerEscalation(CASE, Text("同意"), moment(LEADER))

GATHER = Gather("n1", Text("园区供热"), "heat", (CASE, "20261124-BBBBBBBBBBB"), moment(DESK))
JOIN = Join("n1", ("20261124-CCCCCCCCCCC",), moment(DESK))
LEAVE = Leave("n1", CASE, Text("另有原因"), moment(DESK))
LOSE = Lose("n1", CASE, "withdrawn", moment())
LEAD = Lead("n1", "zhou", "housing", moment(LEADER))
ANSWER_NEED = AnswerNeed("n1", Text("管网改造完成"), True, moment(OFFICER))
CLOSE_NEED = CloseNeed("n1", moment(LEADER))

TOLD: Mapping[str, Sequence[Any]] = {
    "transfer": (MAKE, CHASE, CONFIRM, REFUSE, EndTransfer(CASE, moment()), LapseTransfer(CASE, LATE)),
    "instruction": (GIVE, REPORT, FINISH, LapseInstruction(CASE, LATE)),
    "meeting": (CONVENE, RECORD, DECISION_DONE, CANCEL, LapseMeeting(CASE, LATE)),
    "escalation": (PROPOSE, ANSWER, LapseEscalation(CASE, LATE)),
    "common need": (GATHER, JOIN, LEAVE, LOSE, LEAD, ANSWER_NEED, CLOSE_NEED, LapseNeed("n1", LATE)),
}
WAYS: Mapping[str, Mapping[str, Sequence[Any]]] = {
    "transfer": {
        "nothing yet": (),
        "inside": (MAKE_INSIDE,),
        "waiting": (MAKE,),
        "confirmed": (MAKE, CONFIRM),
        "refused": (MAKE, REFUSE),
    },
    "instruction": {"nothing yet": (), "given": (GIVE,), "reported": (GIVE, REPORT), "done": (GIVE, REPORT, FINISH)},
    "meeting": {
        "nothing yet": (),
        "convened": (CONVENE,),
        "held": (CONVENE, RECORD),
        "decision done": (CONVENE, RECORD, DECISION_DONE),
        "cancelled": (CONVENE, CANCEL),
    },
    "common need": {
        "nothing yet": (),
        "gathered": (GATHER,),
        "led": (GATHER, LEAD),
        "answered": (GATHER, LEAD, ANSWER_NEED),
        "closed": (GATHER, LEAD, ANSWER_NEED, CLOSE_NEED),
    },
    "escalation": {"nothing yet": (), "proposed": (PROPOSE,), "answered": (PROPOSE, ANSWER)},
}
DECIDERS: Mapping[str, Decider[Any, Any, Any]] = {
    "transfer": transfer,
    "instruction": instruction,
    "meeting": meeting,
    "escalation": escalation,
    "common need": common_need,
}


def said(name: str, *commands: Any) -> tuple[Any, ...]:
    """Every event these commands lead to."""
    decider, events = DECIDERS[name], list[Any]()
    for command in commands:
        events += decider.decide(command, decider.fold(events))
    return tuple(events)


def states(name: str) -> dict[str, tuple[Any, ...]]:
    """The events that lead to each state."""
    return {state: said(name, *way) for state, way in WAYS[name].items()}


def commands(name: str) -> dict[str, Any]:
    """By the name of their class."""
    return {type(command).__name__: command for command in TOLD[name]}
