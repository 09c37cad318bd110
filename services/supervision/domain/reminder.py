"""Reminders (催办) of a case: one for each duty that lapsed."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.rules.moment import Moment

NO_COLOUR = "none"


@dataclass(frozen=True, slots=True)
class Remind:
    """`duty` of `unit` lapsed at `due_at`; what lapsed in intake belongs to round 1."""

    case_no: str
    moment: Moment
    round: int
    duty: str
    unit: str
    due_at: datetime


@stored("reminder.issued")
@dataclass(frozen=True, slots=True)
class Issued:
    """`colour` is `none` until cards are given; `ask` null: nobody waits for an answer."""

    round: int
    duty: str
    unit: str
    due_at: datetime
    colour: str
    ask: None = None


Key = tuple[int, str, datetime]


@dataclass(frozen=True, slots=True)
class Reminders:
    """What was reminded of already: round, duty, due time."""

    issued: frozenset[Key] = frozenset()


def decide(command: Remind, reminders: Reminders) -> list[Issued]:
    if (command.round, command.duty, command.due_at) in reminders.issued:
        return []
    return [Issued(command.round, command.duty, command.unit, command.due_at, NO_COLOUR)]


def evolve(reminders: Reminders, event: Issued) -> Reminders:
    return Reminders(reminders.issued | {(event.round, event.duty, event.due_at)})


def address(command: Remind) -> Address:
    return Address(stream_id("reminder", command.case_no), command.case_no)


reminder: Decider[Remind, Reminders, Issued] = Decider(
    name="reminder",
    commands=(Remind,),
    events=(Issued,),
    initial=Reminders(),
    decide=decide,
    evolve=evolve,
    address=address,
)
