"""The extension (延期): requests of one unit in one case for more time, settled by the dispatch desk."""

from services.routing.domain.extension.commands import Command, LapseExtension
from services.routing.domain.extension.decide import DEEDS, decide
from services.routing.domain.extension.events import EVENTS
from services.routing.domain.extension.state import Extension, evolve
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def stream_of(case_no: str, unit: str) -> str:
    """The stream of a unit's extensions in a case."""
    return stream_id("extension", case_no, unit)


def address(command: Command) -> Address:
    return Address(stream_of(command.case_no, command.unit), command.case_no)


extension = Decider(
    name="extension",
    commands=(*DEEDS, LapseExtension),
    events=EVENTS,
    initial=Extension(),
    decide=decide,
    evolve=evolve,
    address=address,
)
