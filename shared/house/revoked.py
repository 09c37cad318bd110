"""Sign-ins and accounts that count no more, in every process: heard from identity, kept, looked at again and again.

Of several processes of a service only one hears a message; the others read what it kept.
"""

from datetime import timedelta

from sqlalchemy import Column, Engine, MetaData, Table, Text, select

from shared.access.revocations import Revocations
from shared.access.tokens import LIFETIME, SKEW
from shared.eventlog.clock import Clock
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc

SESSION, ACCOUNT = "session", "account"
LONGEST = LIFETIME + 2 * SKEW + timedelta(minutes=1)
metadata = MetaData()
revoked = Table(
    "revoked",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("at", Utc, index=True),
)


def _session(fact: Fact, rows: Rows) -> None:
    rows.put(revoked, kind=SESSION, name=fact.subject.removeprefix("session/"), at=fact.recorded_at)


def _account(fact: Fact, rows: Rows) -> None:
    rows.put(revoked, kind=ACCOUNT, name=fact.data["account"], at=fact.recorded_at)


def read_model(service: str) -> ReadModel:
    """Said in identity itself, heard everywhere else."""
    told = {"session.ended": _session, "account.disabled": _account}
    if service == "identity":
        return ReadModel("revoked", (revoked,), said=told)
    return ReadModel("revoked", (revoked,), heard={("identity", type_): change for type_, change in told.items()})


def refresh(engine: Engine, revocations: Revocations, clock: Clock) -> None:
    """Read what was kept: sessions as long as their tokens could still be shown, accounts for ever."""
    since = clock() - LONGEST
    wanted = (revoked.c.kind == ACCOUNT) | (revoked.c.at > since)
    with engine.connect() as connection:
        for kind, name, at in connection.execute(select(revoked).where(wanted)):
            if kind == SESSION:
                revocations.end_session(name, at)
            else:
                revocations.disable(name)
