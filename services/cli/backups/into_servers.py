"""Restoring a real installation: every dump into an empty database, marked before its service may connect to it."""

import shutil
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import inspect, text

from services.cli import databases, secretfile
from services.cli.backups import postgres
from services.cli.backups.manifest import REAL, Manifest, checked
from services.cli.backups.order import LEDGER, ORDER, VAULT
from services.cli.backups.servers import SECRETS
from services.cli.catalog import NAMES
from services.cli.environment import Environment
from services.ledger.tree import keys
from services.ledger.tree.standing import RESTORED
from shared.eventlog.behind import MARK
from shared.eventlog.ownership import quoted
from shared.vault.fitting import refuse_unfit

MARKED = text("INSERT INTO log.progress (name, position) VALUES (:name, 0) ON CONFLICT DO NOTHING")


def put_back(backup: Path, environment: Environment, only: Collection[str]) -> Manifest:
    """Check the backup and restore its databases. ValueError, and then nothing was restored (or it says what was).

    `only` names services (and `vault`); none: all. What exists and is not empty is not touched.
    """
    manifest = checked(backup)
    _refuse_unfit(manifest, environment)
    names = [name for name in (*ORDER, VAULT) if name in only or not only]
    if unknown := set(only) - {*ORDER, VAULT}:
        raise ValueError(f"there is no service {min(unknown)}; known: {', '.join((*ORDER, VAULT))}")
    _secrets(backup, manifest, environment)
    for name in names:
        _refuse_to_overwrite(environment, name)
    if VAULT in names and "intake" not in names:
        _mark(environment, "intake")  # what was erased since is erased again before anything is said
    for name in names:
        _restore(backup, environment, name)
    databases.make(environment)
    with postgres.connected(environment.owned(VAULT)) as connection:
        refuse_unfit(connection.engine, secretfile.read(environment.secret_of("intake")).master)
    return manifest


def _refuse_unfit(manifest: Manifest, environment: Environment) -> None:
    if manifest.mode != REAL:
        raise ValueError("this backup is of an embedded installation: restore it with --data")
    if manifest.jurisdiction != environment.jurisdiction:
        raise ValueError(
            f"the backup is of {manifest.jurisdiction}, HUYING_JURISDICTION says {environment.jurisdiction}"
        )
    for name, role in manifest.roles.items():
        if str(environment.database_of(name).username) != role:
            raise ValueError(
                f"{name} ran under the role {role}; name it in HUYING_DATABASE_URL: the dump belongs to it"
            )


def _secrets(backup: Path, manifest: Manifest, environment: Environment) -> None:
    """The services' files of secrets: those that are there stay; those kept with the backup are put back."""
    for name in NAMES:
        path = environment.secret_of(name)
        if not path.exists() and manifest.with_secrets:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(backup / SECRETS / f"{name}.json", path)
            path.chmod(0o600)
        if not path.exists():
            raise ValueError(f"put the copy you kept of {path} there first: without it nothing personal can be read")
        secretfile.read(path)
    key = environment.ledger_key
    if key is not None and not key.exists() and (backup / SECRETS / keys.NAME).exists():
        shutil.copyfile(backup / SECRETS / keys.NAME, key)
        key.chmod(0o600)


def _refuse_to_overwrite(environment: Environment, name: str) -> None:
    database = str(environment.database_of(name).database)
    with postgres.connected(environment.maintained()) as connection:
        there = connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": database})
    if not there:
        return
    with postgres.connected(environment.owned(name)) as connection:
        schemas = inspect(connection).get_schema_names()
        used = "log" in schemas or inspect(connection).has_table("vault_keys")
    if used:
        raise ValueError(
            f"the database {database} is not empty, and nothing is overwritten: DROP DATABASE {database}, or leave it "
            "and name with --service what is to be restored"
        )


def _restore(backup: Path, environment: Environment, name: str) -> None:
    """Its service is granted the right to connect afterwards: it never sees the log without the mark."""
    databases.empty(environment, name)
    if name != VAULT:
        _hold_back(environment, name)
    postgres.restore(environment.owned(name), backup / f"{name}.dump")
    if name != VAULT:
        _mark(environment, name, *([RESTORED] if name == LEDGER else []))


def _hold_back(environment: Environment, name: str) -> None:
    """The role may not connect yet, and we may give things to it."""
    address = environment.database_of(name)
    with postgres.connected(environment.maintained(), isolation_level="AUTOCOMMIT") as connection:
        role, database = quoted(connection, str(address.username)), quoted(connection, str(address.database))
        connection.execute(text(f"REVOKE ALL ON DATABASE {database} FROM {role}"))
        if connection.scalar(text("SELECT current_user")) != address.username:
            connection.execute(text(f"GRANT {role} TO CURRENT_USER"))


def _mark(environment: Environment, name: str, *more: str) -> None:
    with postgres.connected(environment.owned(name)) as connection:
        connection.execute(MARKED, [{"name": mark} for mark in (MARK, *more)])
        connection.commit()
