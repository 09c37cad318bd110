"""Backing up the databases of a real installation, by their owner: a dump each, in the order of `order`."""

import shutil
from pathlib import Path

from sqlalchemy import Connection, text

from services.cli.backups import postgres
from services.cli.backups.manifest import REAL, Manifest, described, this_version, write
from services.cli.backups.order import LEDGER, ORDER, VAULT, Known
from services.cli.catalog import NAMES
from services.cli.environment import Environment
from services.ledger.tree import keys
from shared.eventlog.clock import now
from shared.kernel.times import stamp

SECRETS = "secrets"
PAUSE = 0.2
LEFT_OUT = "the files of secrets (HUYING_SECRET_FILE), and with them the master key: keep them apart"
BROKER = "the broker's queues: what is said and not yet heard is read from the logs"
HEAD = text("SELECT position, encode(hash, 'hex') FROM log.entries ORDER BY position DESC LIMIT 1")
HEARD = text("SELECT source, max(position) FROM log.inbox GROUP BY source")


def back_up(environment: Environment, draft: Path, *, secrets: bool) -> Manifest:
    """Fill `draft` with dumps of all databases and a manifest. ValueError; errors of PostgreSQL as they come."""
    known = _logs(environment, draft)
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
        services=known.services,
        files=described(draft),
        with_secrets=secrets,
        left_out=[*known.missing(), BROKER, *([] if secrets else [LEFT_OUT])],
        roles={name: str(environment.database_of(name).username) for name in NAMES},
        version=this_version(),
    )
    write(draft, manifest)
    return manifest


def _logs(environment: Environment, draft: Path) -> Known:
    known = Known()
    for name in ORDER:
        if name == LEDGER:
            known.wait(lambda: _heard_by_ledger(environment), PAUSE)
        with postgres.connected(environment.owned(name)) as connection:
            snapshot = _snapshot(connection)
            position, digest = connection.execute(HEAD).first() or (0, "")
            known.take(name, position, digest, _heard(connection))
            postgres.dump(environment.owned(name), snapshot, draft / f"{name}.dump")
    return known


def _snapshot(connection: Connection) -> str:
    """What this transaction sees, for the dump to see the same."""
    connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    return str(connection.scalar(text("SELECT pg_export_snapshot()")))


def _heard(connection: Connection) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(HEARD)}


def _heard_by_ledger(environment: Environment) -> dict[str, int]:
    with postgres.connected(environment.owned(LEDGER)) as connection:
        return _heard(connection)
