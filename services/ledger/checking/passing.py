"""One log and the ledger's copy of it, side by side. What is in order is compared and nothing else; the rest is named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from zlib import crc32

import msgspec

from services.ledger.checking.naming import Named, of_copies, of_entries
from services.ledger.checking.rows import Span
from services.ledger.checking.seen import Seen
from shared.eventlog.entry import FIRST, PARTITIONS
from shared.kernel.times import stamp

MOST_FAULTS = 10_000
"""Of one log; a record that was changed through and through is named so far."""


class _Said(msgspec.Struct, gc=False):
    """What must agree with the row; the rest of an entry is skipped."""

    prevhash: str
    recordedtime: str
    sequence: str
    source: str
    streamid: str
    streamversion: int
    subject: str
    type: str


_decode = msgspec.json.Decoder(_Said).decode


@dataclass
class Passed:
    """What was found in one log (`own`) and its copy, and where both end: position, and hash (hex) of the bytes there."""

    name: str
    source: str
    own: list[Named] = field(default_factory=list)
    copy: list[Named] = field(default_factory=list)
    own_end: tuple[int, str] = (0, FIRST)
    copy_end: tuple[int, str] = (0, FIRST)
    entries: int = 0
    kept: int = 0

    @property
    def behind(self) -> int:
        """How many entries the ledger has yet to receive."""
        return max(self.own_end[0] - self.copy_end[0], 0)

    def take(self, span: Span, seen: Seen) -> None:
        """The next rows. `seen` takes what the tree is over: the copies, of the ledger's own log the entries."""
        own, copies = span
        self.entries += len(own)
        self.kept += len(copies)
        if not self._in_order(own, copies, seen):
            self._name(own, copies, seen)

    def _in_order(self, own: Sequence[Any], copies: Sequence[Any], seen: Seen) -> bool:
        """Whether every row is as it must be; then both ends have moved on. False leaves everything as it was."""
        (position, previous), count = self.own_end, len(copies)
        if count > len(own) or (copies and self.copy_end != self.own_end):
            return False
        first, digests = position + 1, list[bytes]()
        try:
            for row in own:
                position += 1
                digest = _agreed(row, self.source, position, previous)
                digests.append(digest)
                previous = digest.hex()
        except (TypeError, ValueError, RecursionError):
            return False
        for row, digest, copy in zip(own, digests, copies, strict=False):
            if copy[0] != row[0] or copy[1] != row[1] or copy[2] != digest or copy[3] != row[5] or copy[4] != row[6]:
                return False
        self.own_end = position, previous
        if copies:
            self.copy_end = copies[-1][0], digests[count - 1].hex()
        taken = len(own) if seen_from_own(self.name) else count
        seen.extend(first, digests[:taken], [row[6] for row in own[:taken]])
        return True

    def _name(self, own: Sequence[Any], copies: Sequence[Any], seen: Seen) -> None:
        """At least one fault, named. The tree is over what stands there all the same."""
        self.own += of_entries(self.source, own, self.own_end[0] + 1, self.own_end[1])
        self.copy += of_copies(copies, own, self.copy_end[0] + 1, self.copy_end[1])
        del self.own[MOST_FAULTS:], self.copy[MOST_FAULTS:]
        rows, at = (own, 6) if seen_from_own(self.name) else (copies, 4)
        for row in rows:
            if row[0] > seen.end:
                seen.extend(row[0], [sha256(row[1]).digest()], [str(row[at])])
        if own:
            self.own_end = own[-1][0], sha256(own[-1][1]).hexdigest()
        if copies:
            self.copy_end = copies[-1][0], sha256(copies[-1][1]).hexdigest()


def seen_from_own(name: str) -> bool:
    """The tree takes the ledger's own log from its entries."""
    return name == "ledger"


def _agreed(row: Any, source: str, expected: int, previous: str) -> bytes:
    """The digest of an entry's bytes, if they are what row and chain say. ValueError; errors for what is no entry."""
    position, body, stored, stream, version, type_, subject, partition, recorded_at = row
    digest = sha256(body).digest()
    said = _decode(body)
    if (
        position == expected
        and stored == digest
        and said.prevhash == previous
        and said.sequence == f"{expected:020}"
        and said.subject == subject
        and said.type == type_
        and said.streamid == stream
        and said.streamversion == version
        and said.source == source
        and crc32(subject.encode()) % PARTITIONS == partition
        and said.recordedtime == _time(recorded_at)
    ):
        return digest
    raise ValueError(position)


def _time(stored: Any) -> str:
    """A recorded time as entries write it: SQLite keeps `YYYY-MM-DD HH:MM:SS.ffffff`."""
    return stamp(stored) if isinstance(stored, datetime) else f"{stored[:10]}T{stored[11:]}Z"
