"""What the owner of a service's database makes: the log's tables, and what the service's role may do with them.

The log stands in the schema `log`, which belongs to the owner: the service may INSERT and SELECT entries and inbox, and
nothing else. Read models stand in the schema `model`, which belongs to the service: it makes and rebuilds them itself.
"""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.sql.compiler import IdentifierPreparer

from shared.eventlog import schema

LOG, MODEL = "log", "model"


def own(engine: Engine, role: str) -> None:
    """Make the log for this role; said twice it changes nothing. `engine` is the owner's, on the service's database."""
    with engine.begin() as connection:
        name = quoted(connection, role)
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {LOG}"))
        connection.execute(text(f"SET LOCAL search_path = {LOG}"))
        schema.metadata.create_all(connection)
        _schema_of(connection, role)
        database = quoted(connection, str(engine.url.database))
        for statement in _GRANTS:
            connection.execute(text(statement.format(role=name, database=database)))
        connection.execute(text(f"ALTER ROLE {name} IN DATABASE {database} SET search_path = {MODEL}, {LOG}"))


_GRANTS = (
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
    f"GRANT USAGE ON SCHEMA {LOG} TO {{role}}",
    f"GRANT SELECT, INSERT ON {LOG}.entries, {LOG}.inbox TO {{role}}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON {LOG}.progress TO {{role}}",
)


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
