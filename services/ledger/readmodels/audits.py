"""Who opened sensitive records, took exports, failed to sign in, changed rules and accounts: one row for each such entry.

What is about a complaint, a clue or a review is kept apart: only the discipline room may see that it was read.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    MetaData,
    RowMapping,
    Table,
    Text,
    literal,
    or_,
    select,
    tuple_,
)

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Position, Utc

PRIVATE = ("complaint/", "clue/", "review/")
ACCOUNTS = (
    "account.role_granted",
    "account.role_revoked",
    "account.created",
    "account.disabled",
    "account.password_changed",
)
KINDS: Mapping[str, tuple[str, ...]] = {
    "reading": ("personal.opened",),
    "export": ("table.exported", "evidence.exported"),
    "sign_in": ("session.refused",),
    "rules": ("rules.proposed", "rules.adopted", "rules.proposal_dropped"),
    "account": ACCOUNTS,
    "erasure": ("asker.shred_requested", "asker.shred_approved", "asker.shredded"),
}
SAID = ("purpose", "fields", "code", "account", "role", "roles", "part", "table", "period", "basis")
"""What is kept of an entry's data: codes and names of fields, nothing that was closed."""
audits = Table(
    "audits",
    MetaData(),
    Column("source", Text, primary_key=True),
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("kind", Text),
    Column("type", Text),
    Column("subject", Text),
    Column("account", Text),
    Column("unit", Text),
    Column("post", Text),
    Column("about", Text),
    Column("at", Utc),
    Column("private", Boolean),
    Column("said", Text),
    Index("audits_by_time", "at", "source", "position"),
)
c = audits.c


KIND_OF = {type_: kind for kind, types in KINDS.items() for type_ in types}


def noted(fact: Fact, rows: Rows) -> None:
    """One row more, if it is of a type that is audited; called for every entry, so it looks first."""
    kind = KIND_OF.get(fact.type)
    if kind is None:
        return
    said = {name: fact.data[name] for name in SAID if name in fact.data}
    if fact.data.get("reason") is not None:
        said["reasoned"] = True
    rows.put(
        audits,
        source=fact.service,
        position=fact.position,
        kind=kind,
        type=fact.type,
        subject=fact.subject,
        account=fact.actor.account,
        unit=fact.actor.unit,
        post=fact.actor.post,
        about=str(fact.data.get("account") or ""),
        at=fact.time,
        private=fact.subject.startswith(PRIVATE),
        said=json.dumps(said, ensure_ascii=False),
    )


AUDITS = ReadModel("audits", (audits,), heard={("*", "*"): noted})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`private`: rows about complaints, clues and reviews too. `account`: who did it, or whom it was done to."""

    kind: str = ""
    account: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    private: bool = False

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [] if self.private else [c.private.is_(False)]
        if self.account:
            found.append(or_(c.account == self.account, c.about == self.account))
        return [
            *found,
            *(column == value for column, value in ((c.kind, self.kind), (c.subject, self.subject)) if value),
        ]


Place = tuple[datetime, str, int]
"""Where the list goes on: (at, source, position)."""


def listed(connection: Connection, wanted: Wanted, after: Place | None, count: int) -> Sequence[RowMapping]:
    """At most `count`, the latest first."""
    statement = select(audits).where(*wanted.conditions)
    if wanted.since:
        statement = statement.where(c.at >= wanted.since)
    if wanted.until:
        statement = statement.where(c.at < wanted.until)
    if after:
        key: tuple[Any, ...] = (literal(after[0], Utc), literal(after[1]), literal(after[2]))
        statement = statement.where(tuple_(c.at, c.source, c.position) < tuple_(*key))
    ordered = statement.order_by(c.at.desc(), c.source.desc(), c.position.desc()).limit(count)
    return connection.execute(ordered).mappings().all()
