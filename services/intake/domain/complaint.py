"""A complaint about officials (举报): no case, no work order; whole under its own discipline key.

Only supervision's discipline room and the ledger hear it.
"""

from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.kernel.text import Private, Text, discipline_key
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class ReceiveComplaint:
    """`matter` is a random id (who asked twice with one key gets the same); `content` the whole form as JSON text."""

    matter: str
    moment: Moment
    content: Text


@stored("complaint.received")
@dataclass(frozen=True, slots=True)
class ComplaintReceived:
    content: Private
    matter: str


@dataclass(frozen=True, slots=True)
class Complaint:
    received: bool = False


def decide(command: ReceiveComplaint, complaint: Complaint) -> list[ComplaintReceived]:
    if complaint.received:
        return []
    if not command.content.value.strip():
        raise Rejected("complaint.empty")
    return [ComplaintReceived(command.content.under(discipline_key(command.matter)), command.matter)]


def evolve(complaint: Complaint, event: ComplaintReceived) -> Complaint:  # noqa: ARG001 — there is one event
    return Complaint(received=True)


def address(command: ReceiveComplaint) -> Address:
    return Address(stream_id("complaint", command.matter), f"complaint/{command.matter}")


complaint: Decider[ReceiveComplaint, Complaint, ComplaintReceived] = Decider(
    name="complaint",
    commands=(ReceiveComplaint,),
    events=(ComplaintReceived,),
    initial=Complaint(),
    decide=decide,
    evolve=evolve,
    address=address,
)
