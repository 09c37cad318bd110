"""Counting what became of the rows of a file."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from services.intake.files import Bad

KEYS = ("registered", "duplicate", "supplemented", "recorded", "quarantined")


@dataclass
class Tally:
    """`rejected` names each row put aside with its reason (the first hundred)."""

    read: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    history: dict[str, Any] | None = None

    @property
    def quarantined(self) -> int:
        """How many rows were put aside."""
        return self.counts["quarantined"]

    def take(self, results: Iterable[dict[str, Any]]) -> None:
        """Count what the system said about each order."""
        for result in results:
            self.read += 1
            self.counts[result["result"]] += 1
            if result["result"] == "quarantined":
                self._reject(result["row"], result["code"], result["reason"])

    def put_aside(self, rows: Iterable[Bad]) -> None:
        """Count the rows that could not be read."""
        for row in rows:
            self.read += 1
            self.counts["quarantined"] += 1
            self._reject(row.row, row.code, row.reason)

    def _reject(self, row: int, code: str, reason: str) -> None:
        if len(self.rejected) < 100:
            self.rejected.append({"row": row, "code": code, "reason": reason})

    def as_json(self) -> dict[str, Any]:
        """The counts under their documented keys."""
        counts = {key: self.counts[key] for key in KEYS}
        more = {"history": self.history} if self.history is not None else {}
        return {"read": self.read, **counts, "rejected": self.rejected, **more}

    def lines(self) -> Iterable[str]:
        """The same for people."""
        yield f"read {self.read}: " + ", ".join(f"{key} {self.counts[key]}" for key in KEYS)
        for row in self.rejected:
            yield f"  row {row['row']}: {row['code']} - {row['reason']}"
        for name, value in (self.history or {}).items():
            yield f"  {name}: {value}"
