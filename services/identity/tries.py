"""Tries to sign in, counted where the committer writes them one after the other, and kept over restarts."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import Connection, delete, select

from services.identity.domain.lockout import PAUSE, WINDOW, Tries, locked, minutes_left, take
from services.identity.tables import tries
from shared.eventlog.readmodel import Rows
from shared.house.house import House
from shared.kernel.rejection import Rejected
from shared.kernel.times import stamp, unstamp


def taken(house: House, name: str) -> Tries:
    """Take a try for this name, whether there is such an account or not; Rejected `session.locked`."""
    now, key = house.clock(), _key(house, name)
    before, after = Tries(), Tries()

    def count(connection: Connection) -> None:
        nonlocal before, after
        connection.execute(delete(tries).where(tries.c.last_at < now - WINDOW - PAUSE))
        before = _read(connection, key)
        if not locked(before, now):
            after = take(before, now)
            _write(connection, key, after, now)

    house.log.chore(count)
    if locked(before, now):
        raise Rejected("session.locked", minutes=minutes_left(before, now))
    return after


def given_back(house: House, name: str) -> None:
    """The password fitted: the name begins anew."""
    key = _key(house, name)

    def forget(connection: Connection) -> None:
        connection.execute(delete(tries).where(tries.c.name == key))

    house.log.chore(forget)


def _key(house: House, name: str) -> str:
    return hmac.digest(house.world.keys.csrf, b"sign-in\x00" + name.encode(), hashlib.sha256).hex()


def _read(connection: Connection, key: str) -> Tries:
    row = connection.execute(select(tries).where(tries.c.name == key)).first()
    return Tries(tuple(map(unstamp, row.at.split())), row.locked_until) if row else Tries()


def _write(connection: Connection, key: str, counted: Tries, now: datetime) -> None:
    rows = Rows(connection)
    at = " ".join(map(stamp, counted.at))
    rows.put(tries, name=key, at=at, locked_until=counted.locked_until, last_at=now)
    rows.write()
