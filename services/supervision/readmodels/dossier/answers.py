"""Keyed signatures of public answers, and the bands by which like ones are found. They are never in an entry.

Made by the rules from texts that they open; dropped when what they were made of is erased.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, Text, delete, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc

metadata = MetaData()
answers = Table(
    "answer_signatures",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("at", Utc),
    Column("letters", Integer),
    Column("places", Text),
)
answer_bands = Table(
    "answer_bands",
    metadata,
    Column("band", Text, primary_key=True),
    Column("case_no", Text, primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Index("answer_bands_by_case", "case_no"),
)
a, b = answers.c, answer_bands.c
MOST_ALIKE = 50
Signed = tuple[str, int, int, Sequence[int]]
"""(case number, round, letters, places)."""


def _erased(fact: Fact, rows: Rows) -> None:
    for case_no in fact.data["cases"]:
        forget(rows, case_no)


def forget(rows: Rows, case_no: str) -> None:
    """Nothing is left of the case's answers."""
    connection = rows.connection
    connection.execute(delete(answer_bands).where(b.case_no == case_no))
    connection.execute(delete(answers).where(a.case_no == case_no))


ANSWERS = ReadModel(
    "answer_signatures", (answers, answer_bands), heard={("intake", "asker.shredded"): _erased}, derived=False
)


def rounds_of(connection: Connection, case_no: str) -> set[int]:
    """The rounds whose answer was signed already."""
    return set(connection.scalars(select(a.round).where(a.case_no == case_no)))


def keep(
    connection: Connection, case_no: str, round_: int, at: datetime, signed: tuple[int, Sequence[int], Sequence[str]]
) -> None:
    """A signature: letters, places, bands."""
    rows, (letters, places, bands) = Rows(connection), signed
    rows.put(answers, case_no=case_no, round=round_, at=at, letters=letters, places=json.dumps(list(places)))
    for band in bands:
        rows.put(answer_bands, band=band, case_no=case_no, round=round_)
    rows.write()


def alike(connection: Connection, bands: Sequence[str], before: datetime, case_no: str) -> list[Signed]:
    """Earlier answers of other cases that share a band, the latest first; at most fifty."""
    named = select(b.case_no, b.round).where(b.band.in_(bands), b.case_no != case_no).distinct().subquery()
    both = answers.join(named, (a.case_no == named.c.case_no) & (a.round == named.c.round))
    statement = select(answers).select_from(both).where(a.at <= before).order_by(a.at.desc()).limit(MOST_ALIKE)
    return [_signed(row) for row in connection.execute(statement)]


def _signed(row: Any) -> Signed:
    return row.case_no, row.round, row.letters, json.loads(row.places)
