"""Restoring into a data folder: everything into an empty one, or single databases that are missing in one."""

import json
import shutil
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import NullPool, create_engine

from services.cli.backups.folder import PLAIN, SECRETS
from services.cli.backups.manifest import EMBEDDED, Manifest, checked
from services.cli.backups.order import LEDGER, ORDER, VAULT
from services.cli.backups.place import sync
from services.ledger.tree.standing import RESTORED
from shared.eventlog.behind import MARK
from shared.vault import load
from shared.vault.fitting import refuse_unfit

MARKED = "INSERT OR IGNORE INTO progress (name, position) VALUES (?, 0)"
PART = ".restoring"


def put_back(backup: Path, folder: Path, only: Collection[str]) -> Manifest:
    """Check the backup and put its databases into the folder, each marked as behind the ledger. ValueError.

    The caller holds the folder. `only` names services (and `vault`); none: all, into an empty folder.
    """
    manifest = checked(backup)
    if manifest.mode != EMBEDDED:
        raise ValueError(
            "this backup is of an installation on real servers: set HUYING_DATABASE_URL and its companions"
        )
    names = _chosen(only)
    _refuse_to_overwrite(folder, names, whole=not only)
    _refuse_foreign(backup, folder, manifest, names)
    if VAULT in names and "intake" not in names:
        mark(folder / "intake.db")  # what was erased since is erased again before anything is said
    parts = [_part(backup, folder, name) for name in names]
    if not only:
        _plain(backup, folder, manifest)
    for part in parts:
        part.rename(part.with_name(part.name.removeprefix(".").removesuffix(PART)))
    sync(folder)
    return manifest


def _chosen(only: Collection[str]) -> Sequence[str]:
    known = (*ORDER, VAULT)
    if unknown := [name for name in only if name not in known]:
        raise ValueError(f"there is no service {unknown[0]}; known: {', '.join(known)}")
    return [name for name in known if name in only or not only]


def _refuse_to_overwrite(folder: Path, names: Sequence[str], *, whole: bool) -> None:
    there = [f"{name}.db" for name in names if (folder / f"{name}.db").exists()]
    there += ["settings.json"] if whole and (folder / "settings.json").exists() else []
    if there:
        raise ValueError(
            f"{folder} has {', '.join(there)} already, and nothing is overwritten: restore into an empty folder, "
            "or move the damaged databases away and name them with --service"
        )
    if not whole and not (folder / "settings.json").exists():
        raise ValueError(f"{folder} is no data folder: restore everything, without --service")


def _refuse_foreign(backup: Path, folder: Path, manifest: Manifest, names: Sequence[str]) -> None:
    """Another jurisdiction's folder, or a master key that does not open the vault."""
    settings = folder / "settings.json"
    ours = json.loads(settings.read_text())["jurisdiction"] if settings.exists() else manifest.jurisdiction
    if ours != manifest.jurisdiction:
        raise ValueError(f"{folder} belongs to {ours}, the backup to {manifest.jurisdiction}")
    if VAULT not in names:
        return
    places = [place / "master.key" for place in (folder, backup) if (place / "master.key").exists()]
    if not places:
        raise ValueError(
            f"put the copy you kept of master.key at {folder / 'master.key'} first: "
            "without it nothing personal can be read"
        )
    engine = create_engine(f"sqlite:///{backup / f'{VAULT}.db'}", poolclass=NullPool)
    try:
        refuse_unfit(engine, load(places[0]))
    finally:
        engine.dispose()


def _plain(backup: Path, folder: Path, manifest: Manifest) -> None:
    """Settings and, where they were kept with it, secrets; what is there stays."""
    for name in (*PLAIN, *SECRETS):
        if name in manifest.files and not (folder / name).exists():
            shutil.copyfile(backup / name, folder / name)
            (folder / name).chmod(0o600 if name in SECRETS else 0o644)
            sync(folder / name)


def _part(backup: Path, folder: Path, name: str) -> Path:
    """The database under another name, already marked: it is never there without its mark."""
    part = folder / f".{name}.db{PART}"
    shutil.copyfile(backup / f"{name}.db", part)
    part.chmod(0o600)
    if name != VAULT:
        mark(part)
    if name == LEDGER:
        mark(part, RESTORED)  # what was signed since is known elsewhere: a person says how its tree goes on
    sync(part)
    return part


def mark(database: Path, what: str = MARK) -> None:
    """Note in the database that it was restored: `MARK` or `RESTORED`."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(MARKED, (what,))
