"""What was seen of the entries, for the tree over them: a digest and a subject each, packed (36 bytes an entry)."""

from array import array
from collections.abc import Iterable, Sequence

from shared.eventlog.entry import partition_of

DIGEST = 32
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
    """One log's entries behind `after`, in the order of their positions."""

    def __init__(self, subjects: Subjects, after: int = 0) -> None:
        self.after, self.end = after, after
        self.known = subjects
        self.digests, self.subjects = bytearray(), array("I")

    def extend(self, first: int, digests: Sequence[bytes], subjects: Sequence[int]) -> None:
        """More of them, from position `first` on. What is lacking before stays zeros: no digest of anything."""
        lacking = min(first - self.end - 1, MOST_LACKING)  # an absurd position is named elsewhere, and needs no memory
        if lacking > 0:
            self.digests += bytes(DIGEST * lacking)
            self.subjects.extend([self.known[""]] * lacking)
            self.end += lacking
        self.digests += b"".join(digests)
        self.subjects.extend(subjects)
        self.end += len(digests)

    def digest(self, position: int) -> bytes:
        """The digest at a position; empty where nothing was seen."""
        at = (position - self.after - 1) * DIGEST
        return bytes(self.digests[at : at + DIGEST]) if at >= 0 else b""

    def subject(self, position: int) -> int:
        """The number of the subject at a position that was seen."""
        return self.subjects[position - self.after - 1]

    def stretch(self, first: int, count: int) -> tuple[bytes, Sequence[int]]:
        """The digests (packed) and subjects of so many positions; both are empty unless all of them were seen."""
        at = first - self.after - 1
        if at < 0 or first + count - 1 > self.end:
            return b"", ()
        return bytes(self.digests[at * DIGEST : (at + count) * DIGEST]), self.subjects[at : at + count]

    def named(self, subject: int) -> str:
        """The subject of this number."""
        return self.known.names[subject]
