"""Backing up the databases of a real installation, by their owner: a dump each, in the order of `folder`."""

import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from services.cli.backups import postgres
from services.cli.backups.folder import LEDGER, ORDER, PATIENCE, VAULT
from services.cli.backups.manifest import REAL, Manifest, described, this_version, write
from services.cli.catalog import NAMES
from services.cli.environment import Environment
from services.ledger.tree import keys
from shared.eventlog.clock import now
from shared.kernel.times import stamp

SECRETS = "secrets"
LEFT_OUT = "the files of secrets (HUYING_SECRET_FILE), and with them the master key: keep them apart"
BROKER = "the broker's queues: what is said and not yet heard is read from the logs"
HEAD = text("SELECT position, encode(hash, 'hex') FROM log.entries ORDER BY position DESC LIMIT 1")
HEARD = text("SELECT source, max(position) FROM log.inbox GROUP BY source")


def back_up(environment: Environment, draft: Path, *, secrets: bool) -> Manifest:
    """Fill `draft` with dumps of all databases and a manifest. ValueError; errors of PostgreSQL as they come."""
    services = _logs(environment, draft)
    with postgres.connected(environment.owned(VAULT)) as connection:
        postgres.dump(environment.owned(VAULT), _snapshot(connection), draft / f"{VAULT}.dump")
    if secrets:
        (draft / SECRETS).mkdir(mode=0o700)
        for name in NAMES:
            shutil.copy2(environment.secret_of(name), draft / SECRETS / f"{name}.json")
        if environment.ledger_key is not None:
            shutil.copy2(environment.ledger_key, draft / SECRETS / keys.NAME)
    manifest = Manifest(
        made_at=stamp(now()),
        mode=REAL,
        jurisdiction=environment.jurisdiction,
        services=services,
        files=described(draft),
        with_secrets=secrets,
        left_out=[BROKER, *([] if secrets else [LEFT_OUT])],
        roles={name: str(environment.database_of(name).username) for name in NAMES},
        version=this_version(),
    )
    write(draft, manifest)
    return manifest


def _logs(environment: Environment, draft: Path) -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = {}
    known: dict[str, int] = {}
    for name in ORDER:
        if name == LEDGER:
            _wait(environment, known)
        with postgres.connected(environment.owned(name)) as connection:
            snapshot = _snapshot(connection)
            position, digest = connection.execute(HEAD).first() or (0, "")
            heard = _heard(connection)
            postgres.dump(environment.owned(name), snapshot, draft / f"{name}.dump")
        services[name] = {"position": position, "hash": digest}
        for source, at in (*heard.items(), (name, position)):
            known[source] = max(known.get(source, 0), at)
    return services


def _snapshot(connection: Connection) -> str:
    """What this transaction sees, for the dump to see the same."""
    connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    return str(connection.scalar(text("SELECT pg_export_snapshot()")))


def _heard(connection: Connection) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(HEARD)}


def _wait(environment: Environment, known: Mapping[str, int]) -> None:
    """Until the ledger has what the dumps have; where it does not come so far, a restore looks into their inboxes."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with postgres.connected(environment.owned(LEDGER)) as connection:
            has = _heard(connection)
        if all(has.get(source, 0) >= position for source, position in known.items() if source != LEDGER):
            return
        time.sleep(0.2)
