"""One log and the ledger's copy of it, side by side. What is in order is compared and nothing else; the rest is named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from services.ledger.checking.agreeing import agreed, alike
from services.ledger.checking.naming import Named, of_copies, of_entries
from services.ledger.checking.rows import Span
from services.ledger.checking.seen import Seen
from shared.eventlog.entry import FIRST

MOST_FAULTS = 10_000
"""Of one log; a record that was changed through and through is named so far."""


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
        if not own or count > len(own) or (copies and self.copy_end != self.own_end):
            return False
        found = agreed(self.source, own, position + 1, previous, seen.known)
        if found is None or (copies and not alike(copies, own)):
            return False
        digests, subjects = found
        self.own_end = position + len(own), digests[-1].hex()
        if copies:
            self.copy_end = position + count, digests[count - 1].hex()
        taken = len(own) if seen_from_own(self.name) else count
        seen.extend(position + 1, digests[:taken], subjects[:taken])
        if taken < len(own):
            seen.uncopied(position + 1 + taken, position + 1 + len(own))
        return True

    def _name(self, own: Sequence[Any], copies: Sequence[Any], seen: Seen) -> None:
        """At least one fault, named. The tree is over what stands there all the same."""
        self.own += of_entries(self.source, own, self.own_end[0] + 1, self.own_end[1])
        self.copy += of_copies(copies, own, self.copy_end[0] + 1, self.copy_end[1])
        del self.own[MOST_FAULTS:], self.copy[MOST_FAULTS:]
        rows, at = (own, 6) if seen_from_own(self.name) else (copies, 4)
        for row in rows:
            if row[0] > seen.end:
                seen.extend(row[0], [sha256(row[1]).digest()], seen.known.numbers([str(row[at])]))
        for position in sorted({row[0] for row in own} - {row[0] for row in rows}):
            seen.uncopied(position, position + 1)
        if own:
            self.own_end = own[-1][0], sha256(own[-1][1]).hexdigest()
        if copies:
            self.copy_end = copies[-1][0], sha256(copies[-1][1]).hexdigest()


def seen_from_own(name: str) -> bool:
    """The tree takes the ledger's own log from its entries."""
    return name == "ledger"
