"""Where the real installation is: the variables that name its databases, broker and secrets."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from services.cli.places import DATABASE

OWNER, BUS = "HUYING_OWNER_DATABASE_URL", "HUYING_BUS_URL"
SECRET, JURISDICTION, PORT, HOST = "HUYING_SECRET_FILE", "HUYING_JURISDICTION", "HUYING_PORT", "HUYING_HOST"
DATA, SECURE = "HUYING_DATA", "HUYING_SECURE"
LEDGER_KEY, WITNESS_POLICY = "HUYING_LEDGER_KEY_FILE", "HUYING_WITNESS_POLICY"
LEDGER_PUBLIC = "HUYING_LEDGER_PUBLIC_FILE"
BUS_PASSWORD, OWNER_PASSWORD = "HUYING_BUS_PASSWORD_FILE", "HUYING_OWNER_PASSWORD_FILE"
"""Files whose first line is the password that the address leaves out: an address shows in lists of processes, a file not."""
VAULT = "vault"


@dataclass(frozen=True, slots=True)
class Environment:
    """`database` is a template with `{service}`; so may `secret` be, when every service has a file of its own.

    `ledger_key` is the file with the keys that sign the ledger's checkpoints; the ledger alone needs it. `ledger_public`
    has their public halves, for who verifies.
    """

    database: str
    bus: str
    secret: str
    jurisdiction: str = "hailar"
    owner: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    data: Path = Path("var")
    secure: bool = False
    ledger_key: Path | None = None
    ledger_public: Path | None = None

    def database_of(self, service: str, password: str = "") -> URL:
        """The address of a service's database; the password of its secrets where the template has none."""
        return _address(self.database, service, password)

    def vault_of(self, service: str, password: str = "") -> URL:
        """The vault's database, reached under the service's own role."""
        return self.database_of(service, password).set(database=self.database_of(VAULT).database)

    def owned(self, service: str) -> URL:
        """The same database as its owner reaches it (`huying init`)."""
        address = _address(self.owner, service, "")
        return address if "{service}" in self.owner else address.set(database=self.database_of(service).database)

    def maintained(self) -> URL:
        """Where the owner connects to make databases."""
        address = _address(self.owner, VAULT, "")
        return address.set(database="postgres") if "{service}" in self.owner else address

    def secret_of(self, service: str) -> Path:
        """The file with the secrets of a service."""
        return Path(self.secret.replace("{service}", service))


def witness_policy(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The file (tlog-policy) with the witnesses that the ledger asks; None where it asks none."""
    return Path(environment[WITNESS_POLICY]).absolute() if environment.get(WITNESS_POLICY) else None


def read(environment: Mapping[str, str] = os.environ, *, owner: bool = False) -> Environment:
    """The installation the variables name; ValueError says which are missing or wrong, and what they are."""
    needed = {
        DATABASE: "postgresql://huying_{service}@host/huying_{service}",
        BUS: "amqp://user:password@host//",
        SECRET: "/run/secrets/{service}.json",
        **({OWNER: "postgresql://owner:password@host/postgres"} if owner else {}),
    }
    missing = [f"{name} (such as {example})" for name, example in needed.items() if not environment.get(name)]
    if missing:
        raise ValueError("set " + ", ".join(missing))
    if "{service}" not in environment[DATABASE]:
        raise ValueError(f"{DATABASE} must contain {{service}}: every service has a database of its own")
    found = Environment(
        database=environment[DATABASE],
        bus=_with_password(environment[BUS], _first_line(environment, BUS_PASSWORD)),
        secret=environment[SECRET],
        jurisdiction=environment.get(JURISDICTION) or "hailar",
        owner=_with_password(environment.get(OWNER, ""), _first_line(environment, OWNER_PASSWORD) if owner else ""),
        host=environment.get(HOST) or "127.0.0.1",
        port=_number(environment.get(PORT) or "8000"),
        data=Path(environment.get(DATA) or "var").absolute(),
        secure=environment.get(SECURE, "") not in ("", "0", "no", "false"),
        ledger_key=_path(environment, LEDGER_KEY),
        ledger_public=_path(environment, LEDGER_PUBLIC),
    )
    found.database_of("intake")
    return found


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    return Path(environment[name]) if environment.get(name) else None


def _first_line(environment: Mapping[str, str], name: str) -> str:
    """The password in the file that the variable names; empty where it names none."""
    path = environment.get(name)
    if not path:
        return ""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ValueError(f"{name}: {path} cannot be read ({error.strerror})") from None
    if not lines or not lines[0]:
        raise ValueError(f"{name}: the first line of {path} is empty; it must be the password")
    return lines[0]


def _with_password(url: str, password: str) -> str:
    """The address with this password, unless it has one or names nobody it could belong to."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    if not (password and at) or ":" in user:
        return url
    return parts._replace(netloc=f"{user}:{quote(password, safe='')}@{host}").geturl()


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ValueError(f"{PORT} is a port from 0 to 65535, not {text!r}")
    return int(text)


def _address(template: str, service: str, password: str) -> URL:
    try:
        address = make_url(template.replace("{service}", service))
    except ArgumentError:
        raise ValueError(f"{DATABASE} is no address of a database: {template.partition('@')[2] or template}") from None
    if not address.drivername.startswith("postgresql"):
        raise ValueError(f"the real installation runs on PostgreSQL, not on {address.drivername}")
    address = address.set(drivername="postgresql+psycopg2")
    return address.set(password=password) if password and not address.password else address
