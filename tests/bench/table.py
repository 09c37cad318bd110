"""One measured figure and how it is printed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`rate` per second; `beside` names what it is compared with, `ratio` is rate / that, `aim` the least wanted."""

    what: str
    rate: float
    beside: str = ""
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return asdict(self)


def table(figures: Sequence[Figure], *, header: bool) -> str:
    """Lines for a terminal."""
    lines = [f"{'what':58} {'per second':>11}  {'ratio':>6}  {'beside':34} aim"] if header else []
    for one in figures:
        ratio = f"{one.ratio:.2f}" if one.ratio is not None else ""
        verdict = "" if one.met is None else ("  met" if one.met else "  MISSED")
        lines.append(f"{one.what:58} {one.rate:11.0f}  {ratio:>6}  {one.beside:34} {one.aim}{verdict}")
    return "\n".join(lines)
