"""Which accounts there are, with their roles, and when each last signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Engine, MetaData, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc

metadata = MetaData()
table = Table(
    "accounts",
    metadata,
    Column("account", Text, primary_key=True),
    Column("name", Text),
    Column("unit", Text),
    Column("post", Text),
    Column("created_at", Utc),
    Column("created_by", Text),
    Column("password_changed_at", Utc),
    Column("signed_in_at", Utc),
    Column("disabled_at", Utc),
)
held = Table(
    "account_roles",
    metadata,
    Column("account", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("granted_at", Utc),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One account. `roles` are codes, sorted; times are None for what has not happened."""

    account: str
    name: str
    unit: str
    post: str
    created_at: datetime
    created_by: str
    password_changed_at: datetime | None
    signed_in_at: datetime | None
    disabled_at: datetime | None
    roles: tuple[str, ...] = ()


def _created(fact: Fact, rows: Rows) -> None:
    data = fact.data
    rows.put(
        table,
        account=data["account"],
        name=data["name"],
        unit=data["unit"],
        post=data["post"],
        created_at=fact.time,
        created_by=fact.actor.account,
    )
    for role in data["roles"]:
        rows.put(held, account=data["account"], role=role, granted_at=fact.time)


def _granted(fact: Fact, rows: Rows) -> None:
    rows.put(held, account=fact.data["account"], role=fact.data["role"], granted_at=fact.time)


def _revoked(fact: Fact, rows: Rows) -> None:
    rows.drop(held, fact.data["account"], fact.data["role"])


def _password(fact: Fact, rows: Rows) -> None:
    rows.put(table, account=fact.data["account"], password_changed_at=fact.time)


def _signed_in(fact: Fact, rows: Rows) -> None:
    rows.put(table, account=fact.data["account"], signed_in_at=fact.time)


def _disabled(fact: Fact, rows: Rows) -> None:
    rows.put(table, account=fact.data["account"], disabled_at=fact.time)


ACCOUNTS = ReadModel(
    "accounts",
    (table, held),
    said={
        "account.created": _created,
        "account.role_granted": _granted,
        "account.role_revoked": _revoked,
        "account.password_changed": _password,
        "account.disabled": _disabled,
        "session.opened": _signed_in,
    },
)


def listed(engine: Engine, after: str, count: int) -> list[Row]:
    """Up to `count` accounts whose names follow `after` in the alphabet."""
    return _rows(engine, select(table).where(table.c.account > after).order_by(table.c.account).limit(count))


def one(engine: Engine, account: str) -> Row | None:
    """The account of this name, None if there is none."""
    return next(iter(_rows(engine, select(table).where(table.c.account == account))), None)


def any_account(engine: Engine) -> bool:
    """Whether there is an account."""
    with engine.connect() as connection:
        return connection.execute(select(table.c.account).limit(1)).first() is not None


def _rows(engine: Engine, statement: Any) -> list[Row]:
    with engine.connect() as connection:
        found = connection.execute(statement).mappings().all()
        names = [row["account"] for row in found]
        pairs = connection.execute(select(held.c.account, held.c.role).where(held.c.account.in_(names))).all()
    return [Row(**row, roles=_roles_of(row["account"], pairs)) for row in found]


def _roles_of(account: str, pairs: Sequence[Any]) -> tuple[str, ...]:
    return tuple(sorted(role for name, role in pairs if name == account))
