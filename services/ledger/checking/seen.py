"""What was seen of the entries, for the tree over them: a digest and a subject each, packed (36 bytes an entry)."""

from array import array
from collections.abc import Iterable, Sequence

from shared.eventlog.entry import partition_of

DIGEST = 32
LACKING = bytes(DIGEST)
"""In place of what is not there: no digest of anything."""
MOST_LACKING = 1_000_000


class Subjects(dict[str, int]):
    """Subjects by number, so that an entry needs four bytes for its own; each is given its number when first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self._partitions: list[int] = []

    def __missing__(self, name: str) -> int:
        found = self[name] = len(self.names)
        self._partitions.append(partition_of(name))
        self.names.append(name)
        return found

    def numbers(self, names: Iterable[str]) -> list[int]:
        """The numbers of subjects."""
        return list(map(self.__getitem__, names))

    def partitions(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The partitions of subjects, by their numbers."""
        return tuple(map(self._partitions.__getitem__, numbers))


class Seen:
    """One log's entries behind `after`, in the order of their positions.

    Beside them, where the tree is over copies: the positions of those that only the service's log has.
    """

    def __init__(self, subjects: Subjects, after: int = 0) -> None:
        self.after, self.end = after, after
        self.known = subjects
        self.digests, self.subjects = bytearray(), array("I")
        self._uncopied: list[range] = []

    def extend(self, first: int, digests: Sequence[bytes], subjects: Sequence[int]) -> None:
        """More of them, from position `first` on. What is lacking before stays zeros."""
        lacking = min(first - self.end - 1, MOST_LACKING)  # an absurd position is named elsewhere, and needs no memory
        if lacking > 0:
            self.digests += LACKING * lacking
            self.subjects.extend([self.known[""]] * lacking)
            self.end += lacking
        self.digests += b"".join(digests)
        self.subjects.extend(subjects)
        self.end += len(digests)

    def digest(self, position: int) -> bytes:
        """The digest at a position; empty where nothing was seen."""
        at = (position - self.after - 1) * DIGEST
        found = bytes(self.digests[at : at + DIGEST]) if at >= 0 else b""
        return b"" if found == LACKING else found

    def subject(self, position: int) -> int:
        """The number of the subject at a position that was seen."""
        return self.subjects[position - self.after - 1]

    def stretch(self, first: int, count: int) -> tuple[bytes, Sequence[int]]:
        """The digests (packed) and subjects of so many positions; both are empty unless all of them were seen."""
        at = first - self.after - 1
        found = bytes(self.digests[at * DIGEST : (at + count) * DIGEST])
        if at < 0 or first + count - 1 > self.end or LACKING in found:
            return b"", ()
        return found, self.subjects[at : at + count]

    def uncopied(self, first: int, end: int) -> None:
        """The log has these positions, to before `end`, and the ledger no copy of them."""
        if self._uncopied and self._uncopied[-1].stop == first:
            first = self._uncopied.pop().start
        self._uncopied.append(range(first, end))

    def in_log(self, position: int) -> bool:
        """Whether the service's log has it although the ledger has no copy."""
        return any(position in span for span in self._uncopied)

    def named(self, subject: int) -> str:
        """The subject of this number."""
        return self.known.names[subject]
