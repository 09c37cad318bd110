"""What a fault did: lost, doubled, recovered, unexpected. Collected for the table at the end and build/faults.json."""

import json
import os
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

SEED = int(os.environ.get("FAULT_SEED", "20261126"))
FILE = Path(__file__).resolve().parents[2] / "build" / "faults.json"


@dataclass
class Outcome:
    """`recovered` counts what the fault held up or brought twice, and what came out right all the same:

    requests sent again, messages delivered again, parked at the second death of their process and replayed.
    `lost`, `doubled` and `unexpected` name their finds.
    """

    fault: str
    seed: int = SEED
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    recovered: int = 0
    unexpected: list[str] = field(default_factory=list)
    seconds: float = 0.0
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.unexpected)

    def line(self) -> str:
        counts = f"{len(self.lost):>5} {len(self.doubled):>8} {self.recovered:>10} {len(self.unexpected):>11}"
        figures = ", ".join(f"{name} {value:g}" for name, value in self.figures.items())
        return f"{self.fault:44} {counts} {self.seconds:>8.0f}  {figures}"

    def told(self) -> str:
        """All finds, for a failing test."""
        finds = [f"{kind}: {find}" for kind in ("lost", "doubled", "unexpected") for find in getattr(self, kind)[:20]]
        return "\n".join([f"{self.fault}, FAULT_SEED={self.seed}", *finds])


HEADER = f"{'fault':44} {'lost':>5} {'doubled':>8} {'recovered':>10} {'unexpected':>11} {'seconds':>8}  figures"


def rng(name: str) -> random.Random:
    """Chance, the same for a seed and a name."""
    return random.Random(f"{SEED}/{name}")


def write(outcomes: Sequence[Outcome]) -> None:
    """All outcomes as JSON, replacing what earlier runs wrote about the same faults."""
    FILE.parent.mkdir(exist_ok=True)
    known = json.loads(FILE.read_text()) if FILE.exists() else []
    fresh = {outcome.fault for outcome in outcomes}
    kept = [row for row in known if row["fault"] not in fresh]
    FILE.write_text(json.dumps([*kept, *map(asdict, outcomes)], ensure_ascii=False, indent=1) + "\n")
