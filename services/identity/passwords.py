"""Passwords: Argon2id (RFC 9106) of 64 MiB and three passes, made and checked where they keep nobody else waiting."""

import unicodedata
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, select

from services.identity.tables import credentials
from shared.eventlog.readmodel import Rows
from shared.house.house import House
from shared.kernel.rejection import Rejected

HASHER = PasswordHasher()
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$5+ZT30MXUWR/Rb1A+4cQbA$H9/P5dRhy4MN6kopD9W4iwSbopsRPL6eDaUUW+uT71s"
"""Checked when there is no such account, so that the answer takes as long; whatever it fits, nobody comes in."""
SHORTEST, LONGEST = 10, 128
LEAST_DIFFERENT = 5


def normal(password: str) -> str:
    """The password as it is hashed: NFC, without blanks at the ends, however it was typed."""
    return unicodedata.normalize("NFC", password).strip()


def accept(account: str, password: str) -> None:
    """Rejected `password.too_short`, `password.too_long`, `password.too_plain` for one that may not be set."""
    text = normal(password)
    if len(text) < SHORTEST:
        raise Rejected("password.too_short", least=SHORTEST)
    if len(text) > LONGEST:
        raise Rejected("password.too_long", most=LONGEST)
    if len(set(text)) < LEAST_DIFFERENT or text.lower() == account:
        raise Rejected("password.too_plain")


def set_password(house: House, account: str, password: str) -> None:
    """Set or replace the password of one account."""
    accept(account, password)
    _keep(house, (account,), _hashed(house, password))


def set_first(house: House, accounts: Iterable[str], password: str) -> list[str]:
    """Set the same password for those of these accounts that have none; they."""
    missing = [account for account in accounts if _stored(house, account) is None]
    for account in missing:
        accept(account, password)
    if missing:
        _keep(house, missing, _hashed(house, password))
    return missing


def fits(house: House, account: str, password: str) -> bool:
    """Whether this is the account's password. It takes as long for no account (empty) and for one without password."""
    stored = _stored(house, account) if account else None
    right = bool(house.world.offload(lambda: _verified(stored or NOBODYS, password)))
    return right and stored is not None


def _hashed(house: House, password: str) -> str:
    return str(house.world.offload(lambda: HASHER.hash(normal(password))))


def _verified(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored, normal(password)[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False


def _stored(house: House, account: str) -> str | None:
    with house.engine.connect() as connection:
        return connection.scalar(select(credentials.c.hash).where(credentials.c.account == account))


def _keep(house: House, accounts: Iterable[str], hashed: str) -> None:
    at = house.clock()

    def write(connection: Connection) -> None:
        rows = Rows(connection)
        for account in accounts:
            rows.put(credentials, account=account, hash=hashed, changed_at=at)
        rows.write()

    house.log.chore(write)
