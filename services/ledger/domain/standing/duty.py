"""The duties of a case: each from its beginning to its end, with every due time it had."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.kernel.times import unstamp

KEPT, LATE, ENDED = "kept", "late", "ended"
"""How a duty ends: done in time, done after it lapsed, or taken away undone."""


@dataclass(frozen=True, slots=True)
class Move:
    """Its due time was `due_at` until `at`."""

    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """`about` is the aggregate that owes it, `which` which of several (a number, a unit, the id of an ask, or "").

    `limit` and `rules` (`<limits>+<calendar>`, twelve hex digits of each) say where the due time comes from; both are ""
    where a person named the day. `lapsed`: the log says so; it stays to be done. `asleep`: its clock stands still.
    `end` is "" while it runs."""

    about: str
    which: str
    duty: str
    unit: str
    due_at: datetime
    begun_at: datetime
    limit: str = ""
    rules: str = ""
    moves: tuple[Move, ...] = ()
    lapsed: bool = False
    asleep: bool = False
    end: str = ""
    ended_at: datetime | None = None

    @property
    def runs(self) -> bool:
        """Whether it is still to be done, in time or late."""
        return not self.end

    def overdue(self, at: datetime) -> bool:
        """Whether it was due before `at` and is not done; what sleeps is never overdue."""
        return self.runs and not self.asleep and (self.lapsed or self.due_at < at)


Duties = tuple[Duty, ...]
Chosen = Callable[[Duty], bool]


def owed(about: str, which: str, said: Mapping[str, Any], at: datetime) -> Duty:
    """A duty as an entry says it, begun now; `limit` and `rules` may be missing."""
    limit, rules = said.get("limit", ""), said.get("rules", "")
    return Duty(about, which, said["duty"], said["unit"], unstamp(said["due_at"]), at, limit, rules)


def begun(duties: Duties, new: Duty) -> Duties:
    """With this one; one that runs already under the same name goes on with the new due time."""
    same = (new.about, new.which, new.duty)
    place = next((n for n, one in enumerate(duties) if one.runs and (one.about, one.which, one.duty) == same), None)
    if place is None:
        return (*duties, new)
    return (*duties[:place], _moved(duties[place], new), *duties[place + 1 :])


def _moved(old: Duty, new: Duty) -> Duty:
    moves = old.moves if old.due_at == new.due_at else (*old.moves, Move(new.begun_at, old.due_at))
    return replace(new, begun_at=old.begun_at, moves=moves)


def done(duties: Duties, chosen: Chosen, at: datetime) -> Duties:
    """The chosen ones that run are done."""
    return tuple(replace(one, end=_how(one, at), ended_at=at) if one.runs and chosen(one) else one for one in duties)


def _how(one: Duty, at: datetime) -> str:
    return LATE if one.lapsed or one.due_at < at else KEPT


def ended(duties: Duties, chosen: Chosen, at: datetime) -> Duties:
    """The chosen ones that run are nobody's any more."""
    return tuple(replace(one, end=ENDED, ended_at=at) if one.runs and chosen(one) else one for one in duties)


def undone(duties: Duties, chosen: Chosen) -> Duties:
    """The last of the chosen ones is to be done again, with the due time it had."""
    place = next((n for n in reversed(range(len(duties))) if chosen(duties[n])), None)
    if place is None:
        return duties
    return (*duties[:place], replace(duties[place], end="", ended_at=None), *duties[place + 1 :])


def lapsed(duties: Duties, chosen: Chosen) -> Duties:
    """The log says that the chosen ones were not done in time."""
    return tuple(replace(one, lapsed=True) if one.runs and chosen(one) else one for one in duties)


def sleeping(duties: Duties, chosen: Chosen, asleep: bool) -> Duties:
    """The clock of the chosen ones stands still, or goes on."""
    return tuple(replace(one, asleep=asleep) if one.runs and chosen(one) else one for one in duties)
