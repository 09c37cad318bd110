"""The attacker: whoever owns a PostgreSQL database, or may write the SQLite file, and knows the program as we do.

No trigger and no grant stands in the way of an owner. What is found afterwards is found by what others hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from services.ledger.tree.leaf import Leaf
from services.ledger.tree.tables import leaves, tiles
from shared.eventlog.schema import entries, inbox
from tests.attacks.place import Place

Rows = Sequence[Mapping[str, Any]]


@contextmanager
def owning(place: Place, name: str) -> Iterator[Connection]:
    """A transaction in which no trigger fires; afterwards they stand again, so that nothing shows."""
    engine = place.owner(name)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield connection
        else:
            said = guards(connection)
            for trigger, _ in said:
                connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
            yield connection
            for _, statement in said:
                connection.exec_driver_sql(statement)
    engine.dispose()


def guards(connection: Connection) -> list[tuple[str, str]]:
    """SQLite: every trigger, and the statement that makes it again."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return [(str(name), str(statement)) for name, statement in found]


@contextmanager
def disarmed(place: Place, name: str, table: str) -> Iterator[None]:
    """The triggers of a table are off, for everybody, until the block ends."""
    engine = place.owner(name)
    with engine.begin() as connection:
        said = [] if connection.dialect.name == "postgresql" else guards(connection)
        _switch(connection, table, said, on=False)
    yield
    with engine.begin() as connection:
        _switch(connection, table, said, on=True)
    engine.dispose()


def _switch(connection: Connection, table: str, said: Sequence[tuple[str, str]], *, on: bool) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} TRIGGER ALL")
    for trigger, statement in said:
        if trigger.startswith(f"{table}_"):
            connection.exec_driver_sql(statement if on else f"DROP TRIGGER {trigger}")


def rows_of(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """All rows of a table."""
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def replace(connection: Connection, table: Table, rows: Rows) -> None:
    """These rows in place of all there are."""
    connection.execute(delete(table))
    if rows:
        connection.execute(insert(table), list(rows))


def overwrite(place: Place, service: str, position: int, body: bytes) -> None:
    """Other bytes in the service's log and in the ledger's copy, with a hash that fits."""
    overwrite_log(place, service, position, body)
    overwrite_copy(place, service, position, body)


def overwrite_log(place: Place, service: str, position: int, body: bytes) -> None:
    """In the service's own log alone."""
    with owning(place, service) as connection:
        where = entries.c.position == position
        connection.execute(update(entries).where(where).values(body=body, hash=sha256(body).digest()))


def overwrite_copy(place: Place, service: str, position: int, body: bytes) -> None:
    """In the ledger's copy alone."""
    with owning(place, "ledger") as connection:
        where = (inbox.c.source == service) & (inbox.c.position == position)
        connection.execute(update(inbox).where(where).values(body=body, hash=sha256(body).digest()))


def overwrite_leaves(place: Place, service: str, bodies: Sequence[bytes]) -> dict[int, bytes]:
    """The leaves of a log's entries, from its first; number → what the leaf says now."""
    found: dict[int, bytes] = {}
    with owning(place, "ledger") as connection:
        for position, body in enumerate(bodies, 1):
            leaf = Leaf(f"/hailar/{service}", position, sha256(body).digest())
            where = (leaves.c.source == leaf.source) & (leaves.c.position == position)
            connection.execute(update(leaves).where(where).values(digest=leaf.digest))
            number = connection.scalar(select(leaves.c.number).where(where))
            if number is not None:
                found[number] = leaf.text
    return found


def tile_of(place: Place) -> bytes:
    """The first full tile."""
    engine = place.owner("ledger")
    with engine.connect() as connection:
        body = bytes(connection.execute(select(tiles.c.body)).scalar_one())
    engine.dispose()
    return body


def set_tile(place: Place, body: bytes) -> None:
    """Another one in its place."""
    with owning(place, "ledger") as connection:
        connection.execute(update(tiles).values(body=body))


def cut_log(place: Place, service: str, first: int, last: int) -> None:
    """Entries out of the service's own log, both ends included."""
    with owning(place, service) as connection:
        connection.execute(delete(entries).where(entries.c.position.between(first, last)))


def cut_copy(place: Place, service: str, first: int, last: int) -> None:
    """Entries out of the ledger's copy."""
    with owning(place, "ledger") as connection:
        where = (inbox.c.source == service) & inbox.c.position.between(first, last)
        connection.execute(delete(inbox).where(where))
