"""Sign-ins: begun, renewed and ended. The session's name stays, its secret changes with every renewal."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from services.identity.domain.account import account, stream_of
from services.identity.domain.account.state import Account
from services.identity.domain.renewal import LASTS, Renewal, Verdict, judge
from services.identity.domain.session import EndSession, OpenSession
from services.identity.tables import renewals
from shared.access.tokens import sign
from shared.access.who import Who
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected

BY_ITSELF = Actor("system:identity")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`token` lasts five minutes; `renewal` is the cookie that renews it, None when it stays as it is."""

    who: Who
    token: str
    renewal: str | None


def account_of(house: House, name: str) -> Account:
    """The account of this name as it is now; one with an empty name if there is none."""
    state: Account = house.executor.state(account, stream_of(name))
    return state


def begin(house: House, person: Account) -> SignedIn:
    """Open a session for somebody who has shown the password."""
    session, secret, now = new_session(), secrets.token_urlsafe(32), house.clock()
    who = who_is(person, session)
    house.execute(OpenSession(session, person.account, house.moment(who.actor())))
    row = {
        "session": session,
        "account": person.account,
        "current": _hash(secret),
        "previous": "",
        "rotated_at": now,
        "expires_at": now + LASTS,
    }

    def keep(connection: Connection) -> None:
        connection.execute(insert(renewals), row)

    house.log.chore(keep)
    return SignedIn(who, _token(house, who, now), f"{session}.{secret}")


def renew(house: House, cookie: str) -> SignedIn:
    """A new token, with the roles the account has now; Rejected `session.over` when the sign-in counts no more."""
    session, _, shown = cookie.partition(".")
    secret, now = secrets.token_urlsafe(32), house.clock()
    verdict, name = _rotated(house, session, _hash(shown), _hash(secret), now)
    person = account_of(house, name)
    if verdict is Verdict.REUSED:
        end(house, session, "reused", BY_ITSELF)
    elif person.disabled:
        end(house, session, "disabled", BY_ITSELF)
    elif verdict is not Verdict.OVER:
        who = who_is(person, session)
        return SignedIn(who, _token(house, who, now), f"{session}.{secret}" if verdict is Verdict.ROTATE else None)
    raise Rejected("session.over")


def session_of(house: House, cookie: str) -> str:
    """The session whose renewal this is, empty if it is none: knowing a session's name alone ends nothing."""
    session, _, shown = cookie.partition(".")
    with house.engine.connect() as connection:
        kept = _read(connection, session)
    return session if kept and _hash(shown) in (kept[0].current, kept[0].previous) else ""


def end(house: House, session: str, why: str, by: Actor) -> None:
    """End a session that was opened; its tokens count no more at once in this process."""
    house.execute(EndSession(session, why, house.moment(by)))
    house.world.keys.revocations.end_session(session, house.clock())

    def forget(connection: Connection) -> None:
        connection.execute(delete(renewals).where(renewals.c.session == session))

    house.log.chore(forget)


def end_all(house: House, name: str, why: str, by: Actor, *, but: str = "") -> None:
    """End every session of an account, but perhaps the one in hand."""
    for session in _sessions(house, renewals.c.account == name, renewals.c.session != but):
        end(house, session, why, by)


def expire(house: House) -> None:
    """End the sessions whose twelve hours are over."""
    for session in _sessions(house, renewals.c.expires_at <= house.clock()):
        end(house, session, "expired", BY_ITSELF)


def new_session() -> str:
    """A name that nobody guesses and that was never used."""
    return secrets.token_hex(16)


def who_is(person: Account, session: str) -> Who:
    """The account as tokens say it."""
    return Who(person.account, person.name, person.unit, person.post, person.roles, session)


def _token(house: House, who: Who, now: datetime) -> str:
    return sign(house.world.gateways["signing_key"], who, now)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _rotated(house: House, session: str, shown: str, fresh: str, now: datetime) -> tuple[Verdict, str]:
    """The verdict and the account; the fresh secret is kept if the shown one gives way to it."""
    verdict, name = Verdict.OVER, ""

    def rotate(connection: Connection) -> None:
        nonlocal verdict, name
        renewal, name = _read(connection, session) or (None, "")
        verdict = judge(renewal, shown, now)
        if verdict is Verdict.ROTATE:
            here = update(renewals).where(renewals.c.session == session)
            connection.execute(here.values(current=fresh, previous=shown, rotated_at=now))

    house.log.chore(rotate)
    return verdict, name


def _read(connection: Connection, session: str) -> tuple[Renewal, str] | None:
    row = connection.execute(select(renewals).where(renewals.c.session == session)).first()
    return (Renewal(row.current, row.previous, row.rotated_at, row.expires_at), row.account) if row else None


def _sessions(house: House, *where: Any) -> Sequence[str]:
    with house.engine.connect() as connection:
        return list(connection.scalars(select(renewals.c.session).where(*where)))
