"""Reminders (催办) of a case: at each lapse, once more the next working day, then a circular; until it is done."""

from services.supervision.domain.reminder.commands import COMMANDS, Command
from services.supervision.domain.reminder.decide import decide
from services.supervision.domain.reminder.events import EVENTS, Event
from services.supervision.domain.reminder.state import Reminders, evolve
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def address(command: Command) -> Address:
    return Address(stream_id("reminder", command.case_no), command.case_no)


reminder: Decider[Command, Reminders, Event] = Decider(
    name="reminder",
    commands=COMMANDS,
    events=EVENTS,
    initial=Reminders(),
    decide=decide,
    evolve=evolve,
    address=address,
)
