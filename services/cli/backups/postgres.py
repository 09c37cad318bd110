"""PostgreSQL's own programs for dumping and restoring, and the owner's connections."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine


def dump(address: URL, snapshot: str, target: Path) -> None:
    """One database as that snapshot sees it. ValueError with what the program said."""
    _run(["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}", _plain(address)], address)


def restore(address: URL, source: Path) -> None:
    """Into an empty database, whole or not at all. ValueError with what the program said."""
    _run(["pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={_plain(address)}", str(source)], address)


@contextmanager
def connected(address: URL, **options: str) -> Iterator[Connection]:
    """A connection of the owner's, without the services' timeouts."""
    engine = create_engine(address, poolclass=NullPool, **options)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _plain(address: URL) -> str:
    """For libpq; the password goes by the environment, where no other user sees it."""
    return address.set(drivername="postgresql", password=None).render_as_string()


def _run(command: Sequence[str], address: URL) -> None:
    password = {"PGPASSWORD": str(address.password)} if address.password else {}
    done = subprocess.run(  # noqa: S603 - our own words and addresses, no shell
        [_program(command[0]), *command[1:]],
        env={**os.environ, **password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise ValueError(f"{command[0]} of {address.database}: {said[-1] if said else done.returncode}")


def _program(name: str) -> str:
    """The newest that is installed: it must not be older than the server."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    found = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    plain = str(found) if found else shutil.which(name)
    if plain is None:
        raise ValueError(f"{name} is not installed; Debian has it in the package postgresql-client")
    return plain
