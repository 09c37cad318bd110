"""Writing one group of units in one transaction: lock, head, inbox, entries, read models."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from shared.eventlog.entry import Entry, Place, seal
from shared.eventlog.reader import Head
from shared.eventlog.statements import HeardRow, already_heard, insert_entries, insert_heard, locked_state
from shared.eventlog.unit import (
    AlreadyHeard,
    Append,
    Behind,
    BehindLedger,
    Conflict,
    Hearing,
    Message,
    NothingParked,
    Unit,
)

Held = Callable[[Connection, Collection[str]], set[str]]
"""Which of these subjects have messages in the parking lot: asked under the lock, so the answer holds for the commit."""
Apply = Callable[[Connection, "Sequence[tuple[Unit, Sequence[Entry]]]"], None]
Outcome = "list[Entry] | Exception"


class Group:
    """The state of one group while its units are written into it."""

    def __init__(
        self,
        head: Head,
        versions: dict[str, int],
        heard: set[tuple[str, int]],
        held: set[str],
        source: str,
        now: datetime,
        behind: bool = False,
    ) -> None:
        self.behind = behind
        self.position, self.previous = head.position, head.hash
        self.held = held
        self.versions, self.heard, self.source = versions, heard, source
        self.seen: dict[Unit, int] = {}
        self.recorded_at = max(now, head.recorded_at) if head.recorded_at else now

    def add(self, unit: Unit) -> list[Entry]:
        """The unit's entries; one of LEFT_OUT, and then the group is as before."""
        self._refuse_behind(unit)
        self._refuse_repetition(unit)
        self._refuse_disorder(unit)
        self._refuse_conflict(unit.appends)
        if unit.heard is not None:
            self.heard.add((unit.heard.source, unit.heard.position))
        written: list[Entry] = []
        for append in unit.appends:
            version = self.versions.get(append.address.stream, 0)
            for draft in append.drafts:
                self.position, version = self.position + 1, version + 1
                place = Place(
                    self.source,
                    append.address.subject,
                    append.address.stream,
                    version,
                    self.position,
                    self.previous,
                    self.recorded_at,
                )
                entry = seal(draft, place)
                self.previous = entry.hash
                written.append(entry)
            self.versions[append.address.stream] = version
        self.seen[unit] = self.position
        return written

    def _refuse_behind(self, unit: Unit) -> None:
        if self.behind and (unit.appends or unit.heard is not None):
            raise BehindLedger(f"{self.source}: this log is behind the ledger's copy of it; say: huying catch-up")

    def _refuse_disorder(self, unit: Unit) -> None:
        """A message is handled when nothing of its subject is parked, and queues only when something is."""
        if unit.heard is None:
            return
        own = self.source.endswith(f"/{unit.heard.source}")  # the ledger's own notes of what it parked never queue
        held = unit.heard.subject in self.held and not own
        if held and unit.hearing is Hearing.HANDLED:
            raise Behind(unit.heard.subject)
        if not held and unit.hearing is Hearing.BEHIND:
            raise NothingParked(unit.heard.subject)

    def _refuse_repetition(self, unit: Unit) -> None:
        message = unit.heard
        if message is None or unit.hearing is Hearing.REPLAYED:
            return
        if (message.source, message.position) in self.heard:
            raise AlreadyHeard(f"{message.source} {message.position}")

    def _refuse_conflict(self, appends: Sequence[Append]) -> None:
        for append in appends:
            version = self.versions.get(append.address.stream, 0)
            if append.expected not in (None, version):
                raise Conflict(append.address.stream, append.expected, version)


def nothing_held(_connection: Connection, _subjects: Collection[str]) -> set[str]:
    """For a log without a parking lot."""
    return set()


LEFT_OUT = (Conflict, AlreadyHeard, Behind, NothingParked, BehindLedger)


def write_group(
    connection: Connection,
    units: Sequence[Unit],
    source: str,
    now: datetime,
    apply: Apply,
    held: Held = nothing_held,
    *,
    catching_up: bool = False,
) -> list[Any]:
    """Write the units; one outcome each: its entries, or why it was left out."""
    group = _open(connection, units, source, now, held)
    group.behind = group.behind and not catching_up
    outcomes: list[list[Entry] | Exception] = []
    done: list[tuple[Unit, Sequence[Entry]]] = []
    for unit in units:
        try:
            written = group.add(unit)
        except LEFT_OUT as left_out:
            outcomes.append(left_out)
            continue
        outcomes.append(written)
        done.append((unit, written))
    store(connection, done, group.seen)
    apply(connection, done)
    for unit, _ in done:
        for chore in unit.chores:
            chore(connection)
    return outcomes


def _open(connection: Connection, units: Sequence[Unit], source: str, now: datetime, held: Held) -> Group:
    streams = sorted({append.address.stream for unit in units for append in unit.appends})
    head, versions = locked_state(connection, streams)
    behind = versions.pop("", None) is not None
    wanted = [(unit.heard.source, unit.heard.position) for unit in units if unit.heard is not None]
    heard = already_heard(connection, wanted)
    subjects = {unit.heard.subject for unit in units if unit.heard is not None}
    return Group(head, versions, heard, held(connection, subjects) if subjects else set(), source, now, behind)


def store(connection: Connection, done: Sequence[tuple[Unit, Sequence[Entry]]], seen: dict[Unit, int]) -> None:
    """Store what was said and heard; `seen` is the log's position after each unit."""
    rows = [entry for _, written in done for entry in written]
    if rows:
        insert_entries(connection, rows)
    news = [
        _inbox_row(unit.heard, seen[unit])
        for unit, _ in done
        if unit.heard is not None and unit.hearing is not Hearing.REPLAYED
    ]
    if news:
        insert_heard(connection, news)


def _inbox_row(message: Message, position: int) -> HeardRow:
    digest = sha256(message.body).digest()
    return HeardRow(
        message.source, message.position, message.id, message.type, message.subject, message.body, digest, position
    )
