"""Backing up a data folder, running or not: one database after the other, as each is at that moment."""

import shutil
import sqlite3
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from services.cli.backups.manifest import EMBEDDED, Manifest, described, this_version, write
from services.cli.backups.order import LEDGER, ORDER, VAULT, Known
from services.cli.settings import Settings
from shared.eventlog.clock import now
from shared.house.folder import InUse, lock
from shared.kernel.times import stamp

PLAIN = ("settings.json", "demo-played")
SECRETS = ("master.key", "identity.key", "form.key", "feed-keys.json", "gateways.yaml", "ledger.key")
PAUSE = 0.05
WAITING = "messages written as files (outbox, writeback): personal data in clear, and they were handed over"
KEPT_APART = (
    "the secrets (master.key, identity.key, form.key, feed-keys.json, gateways.yaml, ledger.key): keep them apart"
)
HEAD = "SELECT position, hex(hash) FROM entries ORDER BY position DESC LIMIT 1"
HEARD = "SELECT source, max(position) FROM inbox GROUP BY source"


def back_up(folder: Path, draft: Path, settings: Settings, *, secrets: bool) -> Manifest:
    """Fill `draft` with a copy of this folder and its manifest."""
    running = False
    with ExitStack() as held:
        try:
            held.enter_context(lock(folder))
        except InUse:
            running = True
        known = _logs(folder, draft, running=running)
        copy(folder / f"{VAULT}.db", draft / f"{VAULT}.db")
        names = (*PLAIN, *(SECRETS if secrets else ()))
        for name in names:
            with suppress(FileNotFoundError):
                shutil.copy2(folder / name, draft / name)
    manifest = Manifest(
        made_at=stamp(now()),
        mode=EMBEDDED,
        jurisdiction=settings.jurisdiction,
        services=known.services,
        files=described(draft),
        with_secrets=secrets,
        left_out=[*known.missing(), WAITING, *([] if secrets else [KEPT_APART])],
        version=this_version(),
    )
    write(draft, manifest)
    return manifest


def _logs(folder: Path, draft: Path, *, running: bool) -> Known:
    known = Known()
    for name in ORDER:
        if name == LEDGER and running:
            with closing(sqlite3.connect(folder / f"{LEDGER}.db")) as live:
                known.wait(lambda live=live: _heard(live), PAUSE)  # type: ignore[misc]
        copy(folder / f"{name}.db", draft / f"{name}.db")
        with closing(sqlite3.connect(draft / f"{name}.db")) as made:
            position, digest = made.execute(HEAD).fetchone() or (0, "")
            known.take(name, position, digest.lower(), _heard(made))
    return known


def _heard(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute(HEARD).fetchall())


def copy(source: Path, target: Path) -> None:
    """One database as it is at this moment, in one file; whoever writes goes on writing."""
    if not source.exists():
        raise ValueError(f"{source} is not there: this is no data folder of Huying")
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as made:
        live.execute("PRAGMA busy_timeout=10000")
        live.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")
