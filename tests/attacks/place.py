"""Where a small record is stored: SQLite files in a folder, or PostgreSQL databases under the services' own roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.engine import make_url

from services.ledger.main import SPEC
from shared.eventlog import schema
from shared.eventlog.engine import postgresql, sqlite
from shared.eventlog.ownership import own
from shared.vault import create

LOGS = ("intake", "routing", "ledger")
VAULT = "vault"
OWNERS = "-c search_path=log,model,public"


@dataclass(frozen=True)
class Place:
    """`urls` are those of the services' roles by service; none: the files in the folder. `owned` are the owner's."""

    folder: Path
    urls: Mapping[str, str] = field(default_factory=dict)
    owned: Mapping[str, str] = field(default_factory=dict)

    def engine(self, name: str) -> Engine:
        """As the service itself reaches its database."""
        if self.urls:
            return postgresql(self.urls[name], 2)
        if name == VAULT:
            return create_engine(f"sqlite:///{self.folder / 'vault.db'}", poolclass=NullPool)
        return sqlite(self.folder / f"{name}.db", poolclass=NullPool)

    def owner(self, name: str) -> Engine:
        """As who owns the database, or may write the file, reaches it."""
        if not self.owned:
            return sqlite(self.folder / f"{name}.db", poolclass=NullPool)
        return create_engine(self.owned[name], poolclass=NullPool, connect_args={"options": OWNERS})


def on_files(folder: Path) -> Place:
    """A new place of SQLite files."""
    place = Place(folder)
    for name in LOGS:
        engine = place.engine(name)
        schema.metadata.create_all(engine)
        engine.dispose()
    _vault(place)
    return place


def on_postgresql(folder: Path, admin: Engine) -> Place:
    """New databases, each owned by the superuser and used by its service's role, as `huying init` makes them."""
    urls, owned = {}, {}
    with admin.connect() as connection:
        for name in (*LOGS, VAULT):
            connection.exec_driver_sql(f"CREATE DATABASE attacked_{name}")
            owned[name] = _url(admin, f"attacked_{name}", "postgres")
            urls[name] = _url(admin, f"attacked_{name}", "postgres" if name == VAULT else f"role_{name}")
        for name in LOGS:
            connection.exec_driver_sql(f"CREATE ROLE role_{name} LOGIN")
    for name in LOGS:
        engine = sqlalchemy.create_engine(owned[name], poolclass=NullPool)
        own(engine, f"role_{name}", SPEC.tables if name == "ledger" else ())
    place = Place(folder, urls, owned)
    _vault(place)
    return place


def _vault(place: Place) -> None:
    engine = place.engine(VAULT)
    create(engine)
    engine.dispose()


def _url(admin: Engine, database: str, user: str) -> str:
    return make_url(admin.url).set(database=database, username=user).render_as_string(hide_password=False)
