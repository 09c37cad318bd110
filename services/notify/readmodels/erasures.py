"""Whose files are still to be removed."""

import json
from collections.abc import Sequence

from sqlalchemy import Column, Connection, MetaData, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows

erasures = Table(
    "erasures",
    MetaData(),
    Column("asker", Text, primary_key=True),
    Column("cases", Text),
)


def _begun(fact: Fact, rows: Rows) -> None:
    rows.put(erasures, asker=fact.data["asker"], cases=json.dumps(fact.data["cases"]))


def _done(fact: Fact, rows: Rows) -> None:
    rows.drop(erasures, fact.data["asker"])


ERASURES = ReadModel("erasures", (erasures,), said={"outbox.erasing": _begun, "outbox.erased": _done})


def waiting(connection: Connection) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Askers with their cases."""
    return [(asker, tuple(json.loads(cases))) for asker, cases in connection.execute(select(erasures))]
