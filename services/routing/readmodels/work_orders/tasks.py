"""The duties of an order's present round, done and undone. Pure; kept as one JSON text in the order's row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from shared.kernel.times import unstamp


@dataclass(frozen=True, slots=True)
class Task:
    """A duty as lists and pages show it. `lapsed`: the log says so. `asleep`: a return is being settled."""

    duty: str
    unit: str
    due_at: datetime
    done_at: datetime | None = None
    lapsed: bool = False
    asleep: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody must do it now, in time or late."""
        return self.done_at is None and not self.asleep


Tasks = tuple[Task, ...]


def read(text: str | None) -> Tasks:
    """The tasks in a row's column."""
    return msgspec.json.decode(text, type=Tasks) if text else ()


def fresh(duties: Iterable[Mapping[str, Any]]) -> Tasks:
    """The tasks that an event's duties begin."""
    return tuple(Task(one["duty"], one["unit"], unstamp(one["due_at"])) for one in duties)


def begun(tasks: Tasks, duties: Iterable[Mapping[str, Any]]) -> Tasks:
    """With the duties of an event; one of the same name is replaced."""
    news = fresh(duties)
    return (*without(tasks, *(one.duty for one in news)), *news)


def without(tasks: Tasks, *duties: str) -> Tasks:
    """But these."""
    return tuple(one for one in tasks if one.duty not in duties)


def done(tasks: Tasks, duty: str, at: datetime | None) -> Tasks:
    """This duty done at a time, once; `None`: to be done again."""
    return tuple(
        replace(one, done_at=at) if one.duty == duty and (at is None or one.done_at is None) else one for one in tasks
    )


def lapsed(tasks: Tasks, duty: str) -> Tasks:
    """This duty said to have lapsed."""
    return tuple(replace(one, lapsed=True) if one.duty == duty else one for one in tasks)


def asleep(tasks: Tasks, sleeping: bool) -> Tasks:
    """All undone duties put to sleep, or woken."""
    return tuple(one if one.done_at else replace(one, asleep=sleeping) for one in tasks)


def is_open(tasks: Tasks, duty: str) -> bool:
    """Whether this duty must still be done."""
    return any(one.open for one in tasks if one.duty == duty)


def columns(tasks: Tasks) -> dict[str, Any]:
    """The columns of the order's row that say what is due."""
    first = min((one for one in tasks if one.open), key=lambda one: (one.due_at, one.duty), default=None)
    return {
        "duties": msgspec.json.encode(tasks).decode(),
        "due": first.duty if first else None,
        "due_at": first.due_at if first else None,
        "lapse_at": min((one.due_at for one in tasks if one.open and not one.lapsed), default=None),
    }
