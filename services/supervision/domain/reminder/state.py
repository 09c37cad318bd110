"""What was reminded of, what is followed and what waits; and what each event makes of them."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from services.supervision.domain.reminder.events import Event, Issued, Paused, Resumed
from shared.calendar import Measure, Remaining

Key = tuple[int, str, str, datetime, str]
"""Round, duty, unit, due time, and which of several."""


@dataclass(frozen=True, slots=True)
class Asleep:
    """Its latest reminder, and what is left until the next step."""

    last: Issued
    kept: Remaining


@dataclass(frozen=True, slots=True)
class Reminders:
    """What was reminded of already, what is followed with its latest reminder, and what is so but waits."""

    known: frozenset[Key] = frozenset()
    followed: dict[Key, Issued] = field(default_factory=dict)
    asleep: dict[Key, Asleep] = field(default_factory=dict)


def key_of(event: Event) -> Key:
    return (event.round, event.duty, event.unit, event.due_at, event.which)


def evolve(reminders: Reminders, event: Event) -> Reminders:
    """Nothing follows a reminder without a next time."""
    key = key_of(event)
    before = reminders.followed.get(key)
    followed = {other: last for other, last in reminders.followed.items() if other != key}
    asleep = {other: one for other, one in reminders.asleep.items() if other != key}
    match event:
        case Issued():
            followed = {**followed, key: event} if event.next_at else followed
        case Paused() if before:
            asleep = {**asleep, key: Asleep(before, Remaining(event.amount, Measure(event.measure)))}
        case Resumed() if key in reminders.asleep:
            followed = {**followed, key: replace(reminders.asleep[key].last, next_at=event.next_at)}
    return Reminders(reminders.known | {key}, followed, asleep)
