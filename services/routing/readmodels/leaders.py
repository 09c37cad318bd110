"""Which accounts there are and what roles they have, as identity says: so that people choose who leads by name."""

from collections.abc import Collection

from sqlalchemy import Boolean, Column, Engine, MetaData, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows

metadata = MetaData()
accounts = Table(
    "leading_accounts",
    metadata,
    Column("account", Text, primary_key=True),
    Column("name", Text),
    Column("post", Text),
    Column("disabled", Boolean),
)
held = Table(
    "leading_roles",
    metadata,
    Column("account", Text, primary_key=True),
    Column("role", Text, primary_key=True),
)


def _created(fact: Fact, rows: Rows) -> None:
    data = fact.data
    rows.put(accounts, account=data["account"], name=data["name"], post=data["post"])
    for role in data["roles"]:
        rows.put(held, account=data["account"], role=role)


def _granted(fact: Fact, rows: Rows) -> None:
    rows.put(held, account=fact.data["account"], role=fact.data["role"])


def _revoked(fact: Fact, rows: Rows) -> None:
    rows.drop(held, fact.data["account"], fact.data["role"])


def _disabled(fact: Fact, rows: Rows) -> None:
    rows.put(accounts, account=fact.data["account"], disabled=True)


LEADERS = ReadModel(
    "leaders",
    (accounts, held),
    heard={
        ("identity", "account.created"): _created,
        ("identity", "account.role_granted"): _granted,
        ("identity", "account.role_revoked"): _revoked,
        ("identity", "account.disabled"): _disabled,
    },
)


def with_roles(engine: Engine, roles: Collection[str]) -> list[tuple[str, str]]:
    """(account, name and post) of every account that has one of these roles and is not disabled; by account."""
    a = accounts.c
    fitting = select(held.c.account).where(held.c.role.in_(roles))
    wanted = select(a.account, a.name, a.post).where(a.account.in_(fitting), a.disabled.is_not(True))
    with engine.connect() as connection:
        rows = connection.execute(wanted.order_by(a.account)).all()
    return [(account, " · ".join(part for part in (name, post) if part) or account) for account, name, post in rows]
