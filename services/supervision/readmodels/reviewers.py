"""Accounts, for who may be assigned to a review: their roles, and the units they belong and belonged to."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Boolean, Column, Connection, MetaData, RowMapping, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, ReadModel, Rows
from shared.rules.roles import Role

metadata = MetaData()
reviewers = Table(
    "reviewers",
    metadata,
    Column("account", Text, primary_key=True),
    Column("name", Text),
    Column("unit", Text),
    Column("post", Text),
    Column("disabled", Boolean),
)
reviewer_roles = Table(
    "reviewer_roles",
    metadata,
    Column("account", Text, primary_key=True),
    Column("role", Text, primary_key=True),
)
r, held = reviewers.c, reviewer_roles.c


def _created(fact: Fact, rows: Rows) -> None:
    data = fact.data
    plain = {name: data[name] for name in ("account", "name", "unit", "post")}
    rows.put(reviewers, **plain, disabled=False)
    for role in data["roles"]:
        rows.put(reviewer_roles, account=data["account"], role=role)


def _granted(fact: Fact, rows: Rows) -> None:
    rows.put(reviewer_roles, account=fact.data["account"], role=fact.data["role"])


def _revoked(fact: Fact, rows: Rows) -> None:
    rows.drop(reviewer_roles, fact.data["account"], fact.data["role"])


def _disabled(fact: Fact, rows: Rows) -> None:
    rows.put(reviewers, account=fact.data["account"], disabled=True)


HEARD: Mapping[tuple[str, str], Apply] = {
    ("identity", "account.created"): _created,
    ("identity", "account.role_granted"): _granted,
    ("identity", "account.role_revoked"): _revoked,
    ("identity", "account.disabled"): _disabled,
}
REVIEWERS = ReadModel("reviewers", (reviewers, reviewer_roles), heard=HEARD)


def who_may(connection: Connection, permission: str, roles: Mapping[str, Role]) -> Sequence[RowMapping]:
    """The accounts that have this permission now, by name."""
    giving = [code for code, role in roles.items() if permission in role.permissions]
    able = select(held.account).where(held.role.in_(giving))
    statement = select(reviewers).where(r.account.in_(able), r.disabled.is_(False)).order_by(r.unit, r.account)
    return connection.execute(statement).mappings().all()
