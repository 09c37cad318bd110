"""Making a read model anew from what its service said and heard: beside the live one, then switched.

It runs on the living system. The committer fills the new tables page by page between other groups; the last page and
the switch are one transaction, so that nothing is missed in between. Killed at any moment it leaves the old one.
"""

from dataclasses import dataclass, field, replace
from itertools import islice

from sqlalchemy import Connection

from shared.eventlog.readmodel import ReadModel, Rows
from shared.house.beside import Beside
from shared.house.history import Cursor, History, Told
from shared.house.house import House

STEP = 500


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was done. `tables`: by name, the rows before and after; `said`, `heard`: how many entries were told anew."""

    service: str
    name: str
    said: int
    heard: int
    tables: dict[str, tuple[int, int]]


def rebuild(house: House, name: str) -> Rebuilt:
    """Make a read model of this service anew. ValueError if there is none of this name, or no log can give it back."""
    work = Work(house.name, derived(house, name))
    house.log.chore(work.begin)
    try:
        while work.done.full:
            house.log.chore(work.go_on)
            work.keep()
        house.log.chore(work.finish)
        work.keep()
    except BaseException:
        house.log.later(work.beside.drop)
        raise
    return Rebuilt(house.name, name, work.done.said, work.done.heard, work.done.tables)


def derived(house: House, name: str) -> ReadModel:
    """The read model of this name."""
    known = {model.name: model for model in house.readmodels}
    if name not in known:
        raise ValueError(f"{house.name} has no read model {name}; it has: {', '.join(sorted(known))}")
    if not known[name].derived:
        raise ValueError(f"{name} is no copy: no log can give it back; restore it from a backup")
    return known[name]


@dataclass(frozen=True, slots=True)
class Done:
    """How far the work is; `late` are the subjects of messages that were handled after being parked."""

    cursor: Cursor
    said: int
    heard: int
    late: frozenset[str]
    full: bool = True
    tables: dict[str, tuple[int, int]] = field(default_factory=dict)


class Work:
    """The work of one rebuilding. A chore may be rolled back and run again: what it did counts from `keep` on."""

    def __init__(self, service: str, model: ReadModel) -> None:
        self._service, self._model = service, model
        self.beside = Beside(model.tables)
        self.done = self._next = Done(Cursor(), 0, 0, frozenset())

    def begin(self, connection: Connection) -> None:
        """Make the empty tables."""
        self.beside.create(connection)

    def go_on(self, connection: Connection) -> None:
        """Tell the next page of history to the new tables."""
        self._tell(connection, STEP)

    def finish(self, connection: Connection) -> None:
        """Tell what came since, and switch."""
        self._tell(connection, None)
        tables = self.beside.counts(connection)
        self.beside.switch(connection)
        if self._model.mend:
            for subject in sorted(self._next.late):
                self._model.mend(connection, subject)
        self._next = replace(self._next, tables=tables)

    def keep(self) -> None:
        """The chore was committed."""
        self.done = self._next

    def _tell(self, connection: Connection, limit: int | None) -> None:
        history = History(connection, self._service, self.done.cursor)
        rows = self.beside.rows(connection)
        page = list(islice(history, limit))
        told = [one for together in page for one in together if self._told(one, rows)]
        rows.write()
        said = sum(one.ours for one in told)
        late = self.done.late | {one.subject for one in told if one.late}
        self._next = Done(
            history.cursor, self.done.said + said, self.done.heard + len(told) - said, late, full=len(page) == limit
        )

    def _told(self, told: Told, rows: Rows) -> bool:
        """Whether it means anything to this read model."""
        change = self._model.change(told.ours, told.service, told.type)
        if change is None:
            return False
        change(told.fact, rows)
        return True
