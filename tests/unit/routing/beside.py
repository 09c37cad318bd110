"""Parts and extensions: the commands of the tests, and the way to every state."""

from collections.abc import Mapping
from typing import Any

from services.routing.domain.extension import commands as extension_told
from services.routing.domain.extension import extension
from services.routing.domain.extension.state import State as Asked
from services.routing.domain.part import commands as told
from services.routing.domain.part import part
from services.routing.domain.part.state import State
from shared.kernel.actor import Actor
from shared.kernel.decider import Decider
from shared.kernel.text import Text
from tests.unit.routing.orders import CASE, DESK, OFFICER, hour, moment

HELPER = Actor("sun", "finance", "经办人")


def of_part(kind: type[Any], by: Actor = HELPER, hours: float = 0, **said: Any) -> Any:
    """A command for the part of `finance` in round 1."""
    return kind(case_no=CASE, unit="finance", round=1, moment=moment(by, hours), **said)


ASSIGN = of_part(told.AssignPart, DESK, lead="housing", task=Text("请核对补贴"))
SIGN = of_part(told.SignPart)
DELIVER = of_part(told.DeliverPart, answer=Text("补贴已核"))
EXCUSE = of_part(told.ExcusePart, OFFICER, reason=Text("改由本单位核对"))
RELEASE = of_part(told.ReleasePart, over_at=hour(0))
ASK_PART_TIME = of_part(told.AskPartTime, amount=6, due_at=hour(24))
SETTLE_PART_TIME = of_part(told.SettlePartTime, DESK, granted=True)
PART_COMMANDS: Mapping[str, Any] = {
    "AssignPart": ASSIGN,
    "SignPart": SIGN,
    "DeliverPart": DELIVER,
    "ExcusePart": EXCUSE,
    "RequirePart": of_part(told.RequirePart),
    "AskPartTime": ASK_PART_TIME,
    "SettlePartTime": SETTLE_PART_TIME,
    "ReleasePart": RELEASE,
    "LapsePart": of_part(told.LapsePart, hours=1000),
}
PART_WAY: Mapping[State, tuple[Any, ...]] = {
    State.UNKNOWN: (),
    State.ASSIGNED: (ASSIGN,),
    State.SIGNED: (ASSIGN, SIGN),
    State.DELIVERED: (ASSIGN, SIGN, DELIVER),
    State.EXCUSED: (ASSIGN, EXCUSE),
    State.RELEASED: (ASSIGN, RELEASE),
}
ASK = extension_told.AskExtension(CASE, "housing", 1, 6, hour(48), Text("等配件"), moment(OFFICER))
GRANT = extension_told.SettleExtension(CASE, "housing", 1, True, False, None, moment(DESK))
REFUSE = extension_told.SettleExtension(CASE, "housing", 1, False, False, Text("可先临时处置"), moment(DESK))
DROP = extension_told.DropExtension(CASE, "housing", 1, moment())
EXTENSION_COMMANDS: Mapping[str, Any] = {
    "AskExtension": ASK,
    "SettleExtension": GRANT,
    "DropExtension": DROP,
    "LapseExtension": extension_told.LapseExtension(CASE, "housing", moment(hours=1000)),
}
EXTENSION_WAY: Mapping[Asked, tuple[Any, ...]] = {
    Asked.NONE: (),
    Asked.REQUESTED: (ASK,),
    Asked.GRANTED: (ASK, GRANT),
    Asked.REFUSED: (ASK, REFUSE),
    Asked.DROPPED: (ASK, DROP),
}


def told_to(decider: Decider[Any, Any, Any], *commands: Any) -> tuple[Any, ...]:
    """Every event these commands lead to, from the beginning."""
    events: list[Any] = []
    for command in commands:
        events += decider.decide(command, decider.fold(events))
    return tuple(events)


PART_STATES = {str(state): told_to(part, *way) for state, way in PART_WAY.items()}
EXTENSION_STATES = {str(state): told_to(extension, *way) for state, way in EXTENSION_WAY.items()}
