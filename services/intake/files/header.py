"""From records to rows: the header is found among the first rows, whatever title stands above it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from services.intake.files.mapping import Choice, ColumnMapping, choose, no_fit
from services.intake.files.orders import put_aside
from services.intake.files.text import is_blank, shown
from services.intake.files.values import Bad, Cell, Row, Unreadable

MOST_COLUMNS = 512
LOOKED_AT = 20
"""Records that are looked at in search of the header."""


@dataclass(frozen=True, slots=True)
class Record:
    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A header that fits a mapping, and the records below it."""

    choice: Choice
    headers: tuple[str, ...]
    records: Iterator[Record | Bad]

    def rows(self) -> Iterator[Row | Bad]:
        """The rows with something in them. One with cells beyond the header is put aside: its columns have slipped."""
        width = len(self.headers)
        for record in self.records:
            if isinstance(record, Bad):
                yield record
            elif len(record.cells) > width and not all(map(is_blank, record.cells[width:])):
                yield put_aside(Row(record.number, self._cells(record)), "extra_cells")
            elif not all(map(is_blank, record.cells)):
                yield Row(record.number, self._cells(record))

    def _cells(self, record: Record) -> dict[str, Cell]:
        return dict(zip(self.headers, record.cells, strict=False))


def table_of(records: Iterator[Record | Bad], mappings: Sequence[ColumnMapping]) -> Table:
    """The table in these records. Unreadable if no row among the first twenty is a header that we know."""
    before: list[Record | Bad] = []
    widest: list[str] = []
    for record in records:
        before.append(record)
        headers = [] if isinstance(record, Bad) else headers_of(record)
        if choice := choose(mappings, headers):
            return Table(choice, unique(headers), chain(bad_ones(before), records))
        widest = max(widest, headers, key=len)
        if len(before) == LOOKED_AT:
            break
    raise no_fit(mappings, widest)


def headers_of(record: Record) -> list[str]:
    if len(record.cells) > MOST_COLUMNS:
        raise Unreadable(f"第 {record.number} 行有 {len(record.cells)} 列，最多 {MOST_COLUMNS} 列：请只导出需要的列")
    headers = [shown(cell).strip() for cell in record.cells]
    while headers and not headers[-1]:
        headers.pop()
    return headers


def unique(headers: Iterable[str]) -> tuple[str, ...]:
    """The headers, a second `备注` as `备注 (2)`, one without a name as `列 5`: no cell hides another."""
    seen: dict[str, int] = {}
    result = []
    for place, header in enumerate(headers, 1):
        seen[header] = seen.get(header, 0) + 1
        result.append(f"列 {place}" if not header else header if seen[header] == 1 else f"{header} ({seen[header]})")
    return tuple(result)


def bad_ones(records: Iterable[Record | Bad]) -> Iterator[Bad]:
    return (record for record in records if isinstance(record, Bad))
