"""Reminders (催办) of a case: at each lapse, once more the next working day, then a circular; until it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment

NO_COLOUR = "none"


@dataclass(frozen=True, slots=True)
class Remind:
    """`duty` of `unit` lapsed at `due_at`; `about` is the aggregate it is of. A lapse of intake belongs to round 1."""

    case_no: str
    moment: Moment
    round: int
    duty: str
    unit: str
    due_at: datetime
    about: str = "work_order"


@dataclass(frozen=True, slots=True)
class NoteDone:
    """What was overdue need not be followed any more: these `duties` of `about` (none named: all), of `unit` or any."""

    case_no: str
    moment: Moment
    about: str
    duties: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RemindAgain:
    """The second reminders that are due by now."""

    case_no: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Circulate:
    """The circular of this lapse, under the number `letter`."""

    case_no: str
    moment: Moment
    round: int
    duty: str
    unit: str
    due_at: datetime
    letter: str


@stored("reminder.issued")
@dataclass(frozen=True, slots=True)
class Issued:
    """`colour` is always `none`: cards are said by `card.issued`; `ask` null: nobody waits for an answer.

    `next_at`: when the next step follows unless it is done, the second reminder and then the circular; null: none.
    """

    round: int
    duty: str
    unit: str
    due_at: datetime
    colour: str
    ask: None = None
    number: int = 1
    about: str = "work_order"
    next_at: datetime | None = None


@stored("reminder.circulated")
@dataclass(frozen=True, slots=True)
class Circulated:
    round: int
    duty: str
    unit: str
    due_at: datetime
    letter: str


@stored("reminder.done")
@dataclass(frozen=True, slots=True)
class Done:
    """It was done, or is no more to be done: nothing follows."""

    round: int
    duty: str
    unit: str
    due_at: datetime


Command = Remind | NoteDone | RemindAgain | Circulate
Event = Issued | Circulated | Done
Key = tuple[int, str, str, datetime]


@dataclass(frozen=True, slots=True)
class Reminders:
    """What was reminded of already (round, duty, unit, due time), and what is followed, with its latest reminder."""

    known: frozenset[Key] = frozenset()
    followed: dict[Key, Issued] = field(default_factory=dict)


def decide(command: Command, reminders: Reminders) -> Sequence[Event]:
    match command:
        case Remind():
            return remind(command, reminders)
        case NoteDone():
            return [Done(*key) for key, last in reminders.followed.items() if meant(command, last)]
        case RemindAgain():
            return [again(last, command.moment) for last in reminders.followed.values() if due(last, 1, command.moment)]
        case Circulate():
            return circulate(command, reminders)
        case _:
            assert_never(command)


def remind(command: Remind, reminders: Reminders) -> list[Event]:
    """One for each round, duty, unit and due time."""
    key = (command.round, command.duty, command.unit, command.due_at)
    if key in reminders.known:
        return []
    next_at = after(command.due_at, "remind", command.moment)
    return [Issued(*key, NO_COLOUR, about=command.about, next_at=next_at)]


def after(start: datetime, limit: str, moment: Moment) -> datetime | None:
    """When the next step follows; None in a jurisdiction without this limit."""
    limits = moment.rules.limits
    return moment.rules.calendar.due(start, limits[limit].span) if limit in limits else None


def meant(command: NoteDone, last: Issued) -> bool:
    return (
        command.about == last.about
        and (not command.duties or last.duty in command.duties)
        and command.unit in ("", last.unit)
    )


def due(last: Issued, number: int, moment: Moment) -> bool:
    return last.number == number and last.next_at is not None and last.next_at < moment.at


def again(last: Issued, moment: Moment) -> Issued:
    """Counted from when it was due, whenever it is said."""
    assert last.next_at is not None
    return replace(last, number=2, next_at=after(last.next_at, "circulate", moment))


def circulate(command: Circulate, reminders: Reminders) -> list[Event]:
    key = (command.round, command.duty, command.unit, command.due_at)
    last = reminders.followed.get(key)
    if last is None or not due(last, 2, command.moment):
        raise Rejected("reminder.no_circular")
    return [Circulated(*key, command.letter)]


def evolve(reminders: Reminders, event: Event) -> Reminders:
    """Nothing follows a reminder without a next time."""
    key = (event.round, event.duty, event.unit, event.due_at)
    others = {other: last for other, last in reminders.followed.items() if other != key}
    if isinstance(event, Issued):
        followed = {**others, key: event} if event.next_at else others
        return Reminders(reminders.known | {key}, followed)
    return replace(reminders, followed=others)


def address(command: Command) -> Address:
    return Address(stream_id("reminder", command.case_no), command.case_no)


reminder: Decider[Command, Reminders, Event] = Decider(
    name="reminder",
    commands=(Remind, NoteDone, RemindAgain, Circulate),
    events=(Issued, Circulated, Done),
    initial=Reminders(),
    decide=decide,
    evolve=evolve,
    address=address,
)
