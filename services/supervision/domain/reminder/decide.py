"""A lapse is reminded of, again the next working day, then in a circular; it waits with its duty, and ends when done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from services.supervision.domain.reminder.commands import (
    Circulate,
    Command,
    NoteDone,
    NotePaused,
    NoteResumed,
    Remind,
    RemindAgain,
)
from services.supervision.domain.reminder.events import Circulated, Done, Event, Issued, Paused, Resumed
from services.supervision.domain.reminder.state import Reminders
from shared.calendar import Measure
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment

NO_COLOUR = "none"
AGAIN, CIRCULAR = "remind", "circulate"
"""The limits until the second reminder, and from there to the circular."""


def decide(command: Command, reminders: Reminders) -> Sequence[Event]:
    match command:
        case Remind():
            return remind(command, reminders)
        case NoteDone():
            return done(command, reminders)
        case NotePaused():
            return [paused(command, last) for last in reminders.followed.values() if sleeps(command, last)]
        case NoteResumed():
            return resumed(command, reminders)
        case RemindAgain():
            return [again(last, command.moment) for last in reminders.followed.values() if due(last, 1, command.moment)]
        case Circulate():
            return circulate(command, reminders)
        case _:
            assert_never(command)


def remind(command: Remind, reminders: Reminders) -> list[Event]:
    """One for each round, duty, unit, due time, and which of several."""
    key = (command.round, command.duty, command.unit, command.due_at)
    if (*key, command.which) in reminders.known:
        return []
    next_at = after(command.due_at, AGAIN, command.moment)
    return [Issued(*key, NO_COLOUR, about=command.about, next_at=next_at, which=command.which)]


def after(start: datetime, limit: str, moment: Moment) -> datetime | None:
    """When the next step follows; None in a jurisdiction without this limit."""
    limits = moment.rules.limits
    return moment.rules.calendar.due(start, limits[limit].span) if limit in limits else None


def done(command: NoteDone, reminders: Reminders) -> list[Event]:
    """Also what waits."""
    all_ = (*reminders.followed.values(), *(one.last for one in reminders.asleep.values()))
    return [
        Done(last.round, last.duty, last.unit, last.due_at, last.which)
        for last in sorted(all_, key=lambda one: one.due_at)
        if meant(command, last)
    ]


def meant(command: NoteDone, last: Issued) -> bool:
    return (
        command.about == last.about
        and (not command.duties or last.duty in command.duties)
        and command.unit in ("", last.unit)
        and named(command.which, last.which)
    )


def named(which: str, one: str) -> bool:
    """What names a meeting names its decisions too. A reminder of old does not say which: any deed ends it."""
    return not which or not one or f"{one}.".startswith(f"{which}.")


def sleeps(command: NotePaused, last: Issued) -> bool:
    return command.about == last.about and last.duty in command.duties


def paused(command: NotePaused, last: Issued) -> Paused:
    """With what is left of the running limit; nothing is, where the next step was due already."""
    assert last.next_at is not None
    limits, calendar = command.moment.rules.limits, command.moment.rules.calendar
    limit = AGAIN if last.number == 1 else CIRCULAR
    measure = limits[limit].span.measure if limit in limits else Measure.MINUTES
    left = calendar.left(last.next_at, measure, min(command.at, last.next_at))
    return Paused(last.round, last.duty, last.unit, last.due_at, left.amount, str(left.measure), last.which)


def resumed(command: NoteResumed, reminders: Reminders) -> list[Event]:
    calendar = command.moment.rules.calendar
    return [
        Resumed(*key[:4], one.last.number, calendar.resume(command.at, one.kept), key[4])
        for key, one in reminders.asleep.items()
        if one.last.about == command.about
    ]


def due(last: Issued, number: int, moment: Moment) -> bool:
    return last.number == number and last.next_at is not None and last.next_at < moment.at


def again(last: Issued, moment: Moment) -> Issued:
    """Counted from when it was due, whenever it is said."""
    assert last.next_at is not None
    return replace(last, number=2, next_at=after(last.next_at, CIRCULAR, moment))


def circulate(command: Circulate, reminders: Reminders) -> list[Event]:
    key = (command.round, command.duty, command.unit, command.due_at)
    last = reminders.followed.get((*key, command.which))
    if last is None or not due(last, 2, command.moment):
        raise Rejected("reminder.no_circular")
    return [Circulated(*key, command.letter, command.which)]
