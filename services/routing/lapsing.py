"""Overdue duties of units and of the dispatch desk: in work orders, supporting parts and extensions."""

from collections.abc import Callable, Mapping

from services.routing.domain.common_need.commands import LapseNeed
from services.routing.domain.escalation import LapseEscalation
from services.routing.domain.extension.commands import LapseExtension
from services.routing.domain.instruction.commands import LapseInstruction
from services.routing.domain.meeting.commands import LapseMeeting
from services.routing.domain.part.commands import LapsePart
from services.routing.domain.transfer.commands import LapseTransfer
from services.routing.domain.work_order.commands import LapseDuties
from services.routing.readmodels.common_needs import query as needs
from services.routing.readmodels.extensions import query as extensions
from services.routing.readmodels.matters import query as matters
from services.routing.readmodels.parts import query as parts
from services.routing.readmodels.work_orders.query import lapsing
from shared.house.house import House
from shared.house.lapsing import say_lapses
from shared.rules.moment import Moment

AROUND: Mapping[str, Callable[[str, Moment], object]] = {
    "transfer": LapseTransfer,
    "instruction": LapseInstruction,
    "meeting": LapseMeeting,
    "escalation": LapseEscalation,
}


def lapse(house: House) -> int:
    """Say what lapsed by now; in how many cases."""
    said = say_lapses(house, lapsing, LapseDuties) + say_lapses(house, needs.lapsing, LapseNeed)
    said += say_lapses(house, parts.lapsing, _part) + say_lapses(house, extensions.lapsing, _extension)
    return said + sum(say_lapses(house, matters.lapsing(kind), command) for kind, command in AROUND.items())


def _part(name: str, moment: Moment) -> LapsePart:
    case_no, unit, number = name.split("/")
    return LapsePart(case_no=case_no, unit=unit, round=int(number), moment=moment)


def _extension(name: str, moment: Moment) -> LapseExtension:
    case_no, unit = name.split("/")
    return LapseExtension(case_no, unit, moment)
