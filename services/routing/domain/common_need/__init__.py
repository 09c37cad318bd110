"""Common needs (共性问题): like cases gathered and handled as one under a leader."""

from services.routing.domain.common_need.commands import Command, LapseNeed
from services.routing.domain.common_need.decide import DEEDS, decide
from services.routing.domain.common_need.events import EVENTS
from services.routing.domain.common_need.state import CommonNeed, evolve
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def stream_of(need: str) -> str:
    """The stream of a common need."""
    return stream_id("common_need", need)


def subject_of(need: str) -> str:
    """The subject of its entries."""
    return f"common_need/{need}"


def address(command: Command) -> Address:
    return Address(stream_of(command.need), subject_of(command.need))


common_need = Decider(
    name="common_need",
    commands=(*DEEDS, LapseNeed),
    events=EVENTS,
    initial=CommonNeed(),
    decide=decide,
    evolve=evolve,
    address=address,
)
