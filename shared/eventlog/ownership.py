"""What the owner of a service's database makes: the log's tables, and what the service's role may do with them.

The log stands in the schema `log`, which belongs to the owner: the service may INSERT and SELECT entries and inbox, and
nothing else. Tables a service brings of its own (the ledger's tree) stand beside them, under the same rules. Read models
stand in the schema `model`, which belongs to the service: it makes and rebuilds them itself.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.sql.compiler import IdentifierPreparer

from shared.eventlog import schema

LOG, MODEL = "log", "model"


def own(engine: Engine, role: str, beside: Sequence[Table] = ()) -> None:
    """Make the log, and the tables beside it, for this role; said twice it changes nothing.

    `engine` is the owner's, on the service's database. What is missing of an older installation is added.
    """
    with engine.begin() as connection:
        name = quoted(connection, role)
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {LOG}"))
        connection.execute(text(f"SET LOCAL search_path = {LOG}"))
        for table in (*schema.metadata.sorted_tables, *beside):
            table.create(connection, checkfirst=True)
        _schema_of(connection, role)
        database = quoted(connection, str(engine.url.database))
        grants = [_granted(table) for table in (*schema.metadata.sorted_tables, *beside)]
        for statement in (*_GRANTS, *grants):
            connection.execute(text(statement.format(role=name, database=database)))
        connection.execute(text(f"ALTER ROLE {name} IN DATABASE {database} SET search_path = {MODEL}, {LOG}"))


_GRANTS = (
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
    f"GRANT USAGE ON SCHEMA {LOG} TO {{role}}",
)


def _granted(table: Table) -> str:
    """What the role may do with a table, whose name is our own."""
    rights = "SELECT, INSERT" if schema.APPEND_ONLY in table.info else "SELECT, INSERT, UPDATE, DELETE"
    return f"GRANT {rights} ON {LOG}.{table.name} TO {{role}}"


def _schema_of(connection: Connection, role: str) -> None:
    """The schema of the read models, owned by the role (whose member one must be to give it something)."""
    name, present = quoted(connection, role), text("SELECT 1 FROM pg_namespace WHERE nspname = :name")
    if connection.scalar(present, {"name": MODEL}):
        return
    if connection.scalar(text("SELECT current_user")) != role:
        connection.execute(text(f"GRANT {name} TO CURRENT_USER"))
    connection.execute(text(f"CREATE SCHEMA {MODEL} AUTHORIZATION {name}"))


def quoted(connection: Connection, name: str) -> str:
    """A name as it may stand in a statement."""
    preparer: IdentifierPreparer = connection.dialect.identifier_preparer
    return preparer.quote(name)
