"""A unit is reminded of what it let lapse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.recipient.commands import UNIT, Command
from services.notify.reactions.planning import tell
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class ReminderIssued:
    round: int
    duty: str
    unit: str
    due_at: datetime


def reminded(event: ReminderIssued, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"unit": event.unit, "round": event.round, "duty": event.duty, "due_at": event.due_at}
    return (tell(heard, moment, UNIT, "unit.reminder", **values),)


REACTIONS: tuple[Reaction[ReminderIssued, Moment], ...] = (
    Reaction("supervision", "reminder.issued", ReminderIssued, reminded),
)
