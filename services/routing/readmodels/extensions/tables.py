"""The table of extensions, and what each fact changes in it."""

from collections.abc import Callable, Mapping

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, Rows
from shared.eventlog.schema import Utc
from shared.kernel.times import unstamp

metadata = MetaData()

extensions = Table(
    "extensions",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("round", Integer),
    Column("number", Integer),
    Column("state", Text),
    Column("amount", Integer),
    Column("measure", Text),
    # `due_at` is what it counts from, `settle_by` the desk's due time, `lapse_at` while its lapse is to be said
    Column("due_at", Utc),
    Column("settle_by", Utc),
    Column("lapse_at", Utc),
    Index("extensions_by_state", "state", "settle_by"),
    Index("extensions_by_lapse", "lapse_at"),
)


def requested(fact: Fact, rows: Rows) -> None:
    data = fact.data
    by = unstamp(data["duties"][0]["due_at"]) if data["duties"] else None
    rows.put(
        extensions,
        case_no=fact.subject,
        **{name: data[name] for name in ("unit", "round", "number", "amount", "measure")},
        due_at=unstamp(data["due_at"]),
        settle_by=by,
        lapse_at=by,
        state="requested",
    )


def _settled(state: str) -> Callable[[Fact, Rows], None]:
    return lambda fact, rows: rows.put(
        extensions, case_no=fact.subject, unit=fact.data["unit"], state=state, lapse_at=None
    )


def lapsed(fact: Fact, rows: Rows) -> None:
    rows.put(extensions, case_no=fact.subject, unit=fact.data["by"], lapse_at=None)


SAID: Mapping[str, Apply] = {
    "extension.requested": requested,
    "extension.granted": _settled("granted"),
    "extension.refused": _settled("refused"),
    "extension.dropped": _settled("dropped"),
    "extension.lapsed": lapsed,
}
