"""What was seen of the entries, for the tree over them: a digest and a subject each, packed (36 bytes an entry)."""

from array import array
from collections.abc import Sequence

DIGEST = 32
MOST_LACKING = 1_000_000


class Subjects:
    """Subjects by number, so that an entry needs four bytes for its own."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number of a subject, given at its first entry."""
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self.names)
            self.names.append(name)
        return found


class Seen:
    """One log's entries behind `after`, in the order of their positions."""

    def __init__(self, subjects: Subjects, after: int = 0) -> None:
        self.after, self.end = after, after
        self._subjects = subjects
        self.digests, self.subjects = bytearray(), array("I")

    def extend(self, first: int, digests: Sequence[bytes], subjects: Sequence[str]) -> None:
        """More of them, from position `first` on. What is lacking before stays zeros: no digest of anything."""
        lacking = min(first - self.end - 1, MOST_LACKING)  # an absurd position is named elsewhere, and needs no memory
        if lacking > 0:
            self.digests += bytes(DIGEST * lacking)
            self.subjects.extend([self._subjects.number("")] * lacking)
            self.end += lacking
        self.digests += b"".join(digests)
        self.subjects.extend(map(self._subjects.number, subjects))
        self.end += len(digests)

    def digest(self, position: int) -> bytes:
        """The digest at a position; empty where nothing was seen."""
        at = (position - self.after - 1) * DIGEST
        return bytes(self.digests[at : at + DIGEST]) if at >= 0 else b""

    def subject(self, position: int) -> int:
        """The number of the subject at a position that was seen."""
        return self.subjects[position - self.after - 1]

    def named(self, subject: int) -> str:
        """The subject of this number."""
        return self._subjects.names[subject]
