"""The front door: a file of any of the three kinds, as orders and rows put aside, one after another."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from services.intake.files.csv_rows import csv_records
from services.intake.files.header import table_of
from services.intake.files.json_rows import json_rows
from services.intake.files.kinds import kind_of
from services.intake.files.mapping import ColumnMapping, Plan, choose, no_fit, shipped
from services.intake.files.orders import order_from
from services.intake.files.values import Bad, Order, Row
from services.intake.files.xlsx.sheet import xlsx_records

LOOKED_AT = 50
"""JSON objects whose names are looked at to choose the mapping."""
REMEMBERED_PLANS = 256


def read_orders(
    path: Path, mapping: ColumnMapping | None = None, known: Sequence[ColumnMapping] | None = None
) -> Iterator[Order | Bad]:
    """The file's messages in order, streaming with flat memory; a bad row never stops the rest.

    `mapping` is the user's own (`read_mapping`); without it the header row chooses among `known`
    (those shipped with the jurisdiction). Unreadable, at the first item, if the file as a whole cannot be read.
    """
    mappings = [mapping] if mapping else list(shipped() if known is None else known)
    kind = kind_of(path)
    if kind == "jsonl":
        yield from from_json(path, mappings)
        return
    table = table_of(xlsx_records(path) if kind == "xlsx" else csv_records(path), mappings)
    chosen, plan = table.choice
    for row in table.rows():
        yield row if isinstance(row, Bad) else order_from(row, chosen, plan)


def from_json(path: Path, mappings: Sequence[ColumnMapping]) -> Iterator[Order | Bad]:
    rows = json_rows(path)
    first = list(islice(rows, LOOKED_AT))
    names = list(dict.fromkeys(name for row in first if isinstance(row, Row) for name in row.cells))
    choice = choose(mappings, names)
    if choice is None:
        raise no_fit(mappings, names)
    plans = Plans(choice[0])
    for row in chain(first, rows):
        yield row if isinstance(row, Bad) else order_from(row, choice[0], plans.of(row))


class Plans:
    """The plan for each set of names that objects of a file have; few in practice."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self._mapping = mapping
        self._known: dict[tuple[str, ...], Plan] = {}

    def of(self, row: Row) -> Plan:
        names = tuple(row.cells)
        if names not in self._known:
            if len(self._known) >= REMEMBERED_PLANS:
                self._known.clear()
            self._known[names] = self._mapping.plan(names)
        return self._known[names]
