"""An installation's databases, for commands that only read them: running or not, nothing is started and nothing locked."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Engine, NullPool, create_engine

from services.cli import environment, secretfile
from services.cli.catalog import NAMES
from services.cli.places import DATA, is_real
from services.cli.settings import existing
from services.ledger.tree import keys
from services.ledger.tree.publishing import read_public
from services.ledger.tree.standing import KEPT
from shared.eventlog.engine import postgresql, sqlite
from shared.proof.keys import VerifierKey

LEDGER = "ledger"
VAULTED = "intake"
"""A service that may connect to the vault; nothing is opened."""


@dataclass(frozen=True, slots=True)
class Stores:
    """`key_file` is where the ledger's keys should be, None where nobody says; `public_file` has their public halves;

    `folder` has the checkpoint kept last."""

    engines: Mapping[str, Engine]
    jurisdiction: str
    folder: Path
    key_file: Path | None
    vault: Engine | None = None
    public_file: Path | None = None

    def own_keys(self) -> tuple[VerifierKey, ...]:
        """The public halves of the keys that sign now; none where neither file is here. ValueError."""
        if self.key_file is not None and os.access(self.key_file, os.R_OK):
            return keys.read(self.key_file).verifiers
        return read_public(self.public_file) if self.public_file is not None else ()

    def kept(self) -> dict[str, bytes]:
        """The checkpoint kept outside the database, by its place."""
        path = self.folder / KEPT
        try:
            return {str(path): path.read_bytes()}
        except OSError:
            return {}


@contextmanager
def stores(data: Path, *names: str) -> Iterator[Stores]:
    """Those of a data folder, or of the real installation; without names all services'. ValueError."""
    found = _real(names or NAMES) if is_real() and data == DATA else _folder(data.absolute(), names or NAMES)
    try:
        yield found
    finally:
        for engine in (*found.engines.values(), *([found.vault] if found.vault is not None else [])):
            engine.dispose()


def _folder(folder: Path, names: tuple[str, ...]) -> Stores:
    settings = existing(folder)
    paths = {name: folder / f"{name}.db" for name in names}
    if missing := [path for path in paths.values() if not path.exists()]:
        raise ValueError(f"{missing[0]} is not there: start the system once (huying up), or put back a backup")
    engines = {name: sqlite(path, poolclass=NullPool) for name, path in paths.items()}
    path = folder / "vault.db"
    vault = create_engine(f"sqlite:///{path}", poolclass=NullPool) if path.exists() else None
    return Stores(engines, settings.jurisdiction, folder, folder / keys.NAME, vault)


def _real(names: tuple[str, ...]) -> Stores:
    where = environment.read()
    passwords = {name: secretfile.read(where.secret_of(name)).passwords.get(name, "") for name in names}
    engines = {name: postgresql(_text(where.database_of(name, passwords[name])), 2) for name in names}
    vault = postgresql(_text(where.vault_of(VAULTED, passwords[VAULTED])), 1) if VAULTED in passwords else None
    return Stores(engines, where.jurisdiction, where.data, where.ledger_key, vault, where.ledger_public)


def _text(address: URL) -> str:
    return address.render_as_string(hide_password=False)
