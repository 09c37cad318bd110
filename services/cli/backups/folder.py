"""Backing up a data folder, running or not: one database after the other, as each is at that moment.

The ledger's comes after all others, when it has what they had heard: then whatever one of them lacks is in it. The
vault's comes last, because a key is there before the entry that uses it.
"""

import shutil
import sqlite3
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

from services.cli.backups.manifest import EMBEDDED, Manifest, described, this_version, write
from services.cli.catalog import NAMES
from services.cli.settings import Settings
from shared.eventlog.clock import now
from shared.house.folder import InUse, lock
from shared.kernel.times import stamp

LEDGER, VAULT = "ledger", "vault"
ORDER = (*(name for name in NAMES if name != LEDGER), LEDGER)
PLAIN = ("settings.json", "demo-played")
SECRETS = ("master.key", "identity.key", "form.key", "feed-keys.json", "gateways.yaml", "ledger.key")
PATIENCE = 20.0
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
        services = _logs(folder, draft, running=running)
        copy(folder / f"{VAULT}.db", draft / f"{VAULT}.db")
        names = (*PLAIN, *(SECRETS if secrets else ()))
        for name in names:
            with suppress(FileNotFoundError):
                shutil.copy2(folder / name, draft / name)
    manifest = Manifest(
        made_at=stamp(now()),
        mode=EMBEDDED,
        jurisdiction=settings.jurisdiction,
        services=services,
        files=described(draft),
        with_secrets=secrets,
        left_out=[WAITING, *([] if secrets else [KEPT_APART])],
        version=this_version(),
    )
    write(draft, manifest)
    return manifest


def _logs(folder: Path, draft: Path, *, running: bool) -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = {}
    known: dict[str, int] = {}
    for name in ORDER:
        if name == LEDGER and running:
            _wait(folder / f"{LEDGER}.db", known)
        copy(folder / f"{name}.db", draft / f"{name}.db")
        with closing(sqlite3.connect(draft / f"{name}.db")) as made:
            position, digest = made.execute(HEAD).fetchone() or (0, "")
            heard = dict(made.execute(HEARD).fetchall())
        services[name] = {"position": position, "hash": digest.lower()}
        for source, at in (*heard.items(), (name, position)):
            known[source] = max(known.get(source, 0), at)
    return services


def copy(source: Path, target: Path) -> None:
    """One database as it is at this moment, in one file; whoever writes goes on writing."""
    if not source.exists():
        raise ValueError(f"{source} is not there: this is no data folder of Huying")
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as made:
        live.execute("PRAGMA busy_timeout=10000")
        live.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")


def _wait(ledger: Path, known: Mapping[str, int]) -> None:
    """Until the ledger has what the copies have; where it does not come so far, a restore looks into their inboxes."""
    until = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(ledger)) as live:
        while time.monotonic() < until:
            has = dict(live.execute(HEARD).fetchall())
            if all(has.get(source, 0) >= position for source, position in known.items() if source != LEDGER):
                return
            time.sleep(0.05)
