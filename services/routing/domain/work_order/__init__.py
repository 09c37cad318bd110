"""The work order (工单): the handling of one case, one per case for ever, in rounds."""

from services.routing.domain.work_order.commands import Command, LapseDuties
from services.routing.domain.work_order.decide import DEEDS, decide
from services.routing.domain.work_order.events import EVENTS
from services.routing.domain.work_order.evolve import evolve
from services.routing.domain.work_order.state import WorkOrder
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def stream_of(case_no: str) -> str:
    """The stream of a case's work order."""
    return stream_id("work_order", case_no)


def address(command: Command) -> Address:
    return Address(stream_of(command.case_no), command.case_no)


work_order = Decider(
    name="work_order",
    commands=(*DEEDS, LapseDuties),
    events=EVENTS,
    initial=WorkOrder(),
    decide=decide,
    evolve=evolve,
    address=address,
    compares=(("number", "phone"),),
)
