"""Transfers (转送) of a case: to whoever has the power, inside the district or outside."""

from services.routing.domain.transfer.commands import Command, LapseTransfer
from services.routing.domain.transfer.decide import DEEDS, Transfers, decide, evolve
from services.routing.domain.transfer.events import EVENTS
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def stream_of(case_no: str) -> str:
    """The stream of a case's transfers."""
    return stream_id("transfer", case_no)


def address(command: Command) -> Address:
    return Address(stream_of(command.case_no), command.case_no)


transfer = Decider(
    name="transfer",
    commands=(*DEEDS, LapseTransfer),
    events=EVENTS,
    initial=Transfers(),
    decide=decide,
    evolve=evolve,
    address=address,
)
