"""Instructions (批示) of leaders on a case."""

from services.routing.domain.instruction.commands import Command, LapseInstruction
from services.routing.domain.instruction.decide import DEEDS, Instructions, decide, evolve
from services.routing.domain.instruction.events import EVENTS
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def stream_of(case_no: str) -> str:
    """The stream of a case's instructions."""
    return stream_id("instruction", case_no)


def address(command: Command) -> Address:
    return Address(stream_of(command.case_no), command.case_no)


instruction = Decider(
    name="instruction",
    commands=(*DEEDS, LapseInstruction),
    events=EVENTS,
    initial=Instructions(),
    decide=decide,
    evolve=evolve,
    address=address,
)
