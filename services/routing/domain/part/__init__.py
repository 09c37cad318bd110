"""The supporting part (协办事项): what one supporting unit does for one case in one round."""

from services.routing.domain.part.commands import Command, LapsePart
from services.routing.domain.part.decide import DEEDS, decide
from services.routing.domain.part.events import EVENTS
from services.routing.domain.part.state import Part, evolve
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def stream_of(case_no: str, unit: str, round: int) -> str:
    """The stream of a unit's part in a round of a case."""
    return stream_id("part", case_no, unit, str(round))


def address(command: Command) -> Address:
    return Address(stream_of(command.case_no, command.unit, command.round), command.case_no)


part = Decider(
    name="part",
    commands=(*DEEDS, LapsePart),
    events=EVENTS,
    initial=Part(),
    decide=decide,
    evolve=evolve,
    address=address,
)
