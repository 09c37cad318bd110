"""What the rules look at: what was said and heard of one case, in codes, times and tags; never in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

SUSPENDS = ("work_order.suspended", "work_order.pooled", "work_order.merged")
LEAVES = ("work_order.transferred", "work_order.cancelled", "work_order.archived", "work_order.held")


@dataclass(frozen=True, slots=True)
class Said:
    """One entry. `data` are the fields kept of it; `account` and `unit` those of its actor."""

    service: str
    position: int
    id: str
    type: str
    at: datetime
    recorded_at: datetime
    account: str = ""
    unit: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def round(self) -> int:
        return int(self.data.get("round", 1))

    @property
    def by(self) -> str:
        """The unit that the entry is about: who must act, or acted."""
        return str(self.data.get("unit") or "")


@dataclass(frozen=True, slots=True)
class Story:
    """The entries of one case, oldest first."""

    case_no: str
    entries: Sequence[Said]

    def of(self, *types: str, round_: int | None = None) -> list[Said]:
        return [one for one in self.entries if one.type in types and round_ in (None, one.round)]

    def between(self, since: datetime, until: datetime, *types: str) -> list[Said]:
        """After the first moment, until the second."""
        return [one for one in self.of(*types) if since < one.at <= until]

    @property
    def rounds(self) -> Sequence[int]:
        return sorted({one.round for one in self.entries})

    @property
    def asker(self) -> str:
        """The asker's id; "" for none that could be known again."""
        received = self.of("appeal.received")
        return str(received[0].data.get("asker") or "") if received and not received[0].data.get("anonymous") else ""

    @property
    def catalogue(self) -> str:
        """The code it was classified under at last."""
        codes = [str(one.data["catalogue"]) for one in self.entries if one.data.get("catalogue")]
        return codes[-1] if codes else ""


def story(case_no: str, entries: Iterable[Said]) -> Story:
    """In time, and of the same moment as they were said."""
    order = {"intake": 0, "routing": 1, "supervision": 2}
    return Story(case_no, sorted(entries, key=lambda one: (one.at, order.get(one.service, 3), one.position)))
