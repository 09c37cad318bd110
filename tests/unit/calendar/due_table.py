"""The table due_times.csv: written by the oracle (`python -m tests.unit.calendar.due_table`), read by the tests."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from tests.unit.calendar.due_cases import AT_EDGES, CLOCK, EDGE_DAY, HOLIDAYS, OTHERS, TURNS
from tests.unit.calendar.oracle import OFF, ON, Office, days
from tests.unit.calendar.walking import Happening, due_at

TABLE = Path(__file__).with_name("due_times.csv")


@dataclass(frozen=True)
class Row:
    """One case. `special_days` stand above the holidays of the whole country, which `calendar` names where they matter."""

    case: int
    covers: str
    received_at: str
    limit: str
    special_days: str
    happens: str
    due_at: str
    calendar: str

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(self.received_at)

    @property
    def due(self) -> datetime:
        return datetime.fromisoformat(self.due_at)

    @property
    def span(self) -> tuple[int, str]:
        amount, measure = self.limit.split()
        return int(amount), measure

    @property
    def happenings(self) -> list[Happening]:
        return [_happening(said.split()) for said in self.happens.split("; ") if said]

    @property
    def special(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Day → opening minutes, as the oracle takes them."""
        return {day: _opening(hours) for day, hours in (said.split() for said in self.special_days.split("; ") if said)}


def rows() -> list[Row]:
    """The table as it stands in the repository."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Row(int(number), *cells) for number, *cells in list(csv.reader(file))[1:]]


def written(table: Sequence[Row]) -> str:
    """The table's text."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(Row.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in table)
    return text.getvalue()


def reckoned() -> list[Row]:
    """Every case, its due time walked minute by minute."""
    return [_reckoned(number, covers, line) for number, (covers, line) in enumerate(_cases(), 1)]


def _cases() -> Iterator[tuple[str, str]]:
    clock, received = CLOCK.split(), HOLIDAYS.split()
    times = [" ".join(received[place : place + 2]) for place in range(0, len(received), 2)]
    for place, at in enumerate(times):
        for limit in (TURNS[2 * place % len(TURNS)], TURNS[(2 * place + 1) % len(TURNS)]):
            yield "holiday or make-up day", f"{at} | {limit}"
    for at in clock:
        for limit in AT_EDGES:
            yield "opening hours", f"{EDGE_DAY} {at} | {limit}"
    for covers, lines in OTHERS.items():
        for line in lines.strip().splitlines():
            yield covers, line


def _reckoned(number: int, covers: str, line: str) -> Row:
    received, limit, special, happens = [*(cell.strip() for cell in line.split("|")), "", ""][:4]
    row = Row(number, covers, received, limit, special, happens, "", "")
    due = due_at(Office(special=row.special), row.start, *row.span, row.happenings)
    calendar = _calendar(row.start.date(), due.date())
    return Row(number, covers, received, limit, special, happens, f"{due:%Y-%m-%d %H:%M}", calendar)


def _calendar(first: date, last: date) -> str:
    """What the whole country has from the first to the last day."""
    every = [day.isoformat() for day in days(first, last)]
    rests = [
        f"{OFF[n]}/{OFF[n + 1]} rest" for n in range(0, len(OFF), 2) if OFF[n] <= every[-1] and OFF[n + 1] >= every[0]
    ]
    return "; ".join([*rests, *(f"{day} worked" for day in every if day in ON)])


def _happening(words: Sequence[str]) -> Happening:
    day, clock, kind, *more = words
    return Happening(datetime.fromisoformat(f"{day} {clock}"), kind, *((int(more[0]), more[1]) if more else ()))


def _opening(hours: str) -> tuple[tuple[int, int], ...]:
    if hours == "rest":
        return ()
    opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in hours.split("-"))
    return ((opens, closes),)


if __name__ == "__main__":
    TABLE.write_text(written(reckoned()), encoding="utf-8")
