"""Meetings (会商、专题会议、现场会办) about a case or a common need."""

from services.routing.domain.meeting.commands import Command, LapseMeeting
from services.routing.domain.meeting.decide import DEEDS, decide
from services.routing.domain.meeting.events import EVENTS
from services.routing.domain.meeting.state import Meetings, evolve
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def stream_of(case_no: str) -> str:
    """The stream of the meetings about a case, or about `common_need/<id>`."""
    return stream_id("meeting", case_no)


def address(command: Command) -> Address:
    return Address(stream_of(command.case_no), command.case_no)


meeting = Decider(
    name="meeting",
    commands=(*DEEDS, LapseMeeting),
    events=EVENTS,
    initial=Meetings(),
    decide=decide,
    evolve=evolve,
    address=address,
)
