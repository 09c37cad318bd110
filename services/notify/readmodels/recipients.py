"""Where each case came from: for the link by which its asker follows it."""

from sqlalchemy import Column, Connection, MetaData, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows

recipients = Table(
    "recipients",
    MetaData(),
    Column("case_no", Text, primary_key=True),
    Column("source", Text),
    Column("source_no", Text),
)


def _noted(fact: Fact, rows: Rows) -> None:
    rows.put(recipients, case_no=fact.subject, source=fact.data["source"], source_no=fact.data["source_no"])


RECIPIENTS = ReadModel("recipients", (recipients,), said={"recipient.noted": _noted})


def origins(connection: Connection, cases: set[str]) -> dict[str, tuple[str, str]]:
    """Case number → source and number there, which name the appeal's stream."""
    statement = select(recipients).where(recipients.c.case_no.in_(cases))
    return {case_no: (source, source_no) for case_no, source, source_no in connection.execute(statement)}
