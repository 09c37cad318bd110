"""Whether the triggers that refuse changes stand. Without them nothing is wrong yet, but somebody has made ready."""

from sqlalchemy import Connection

from services.ledger.checking.naming import Named, fault
from services.ledger.tree.tables import TABLES
from shared.eventlog.schema import APPEND_ONLY, KEPT

TREE = tuple(table.name for table in TABLES if APPEND_ONLY in table.info)
ON_FILES = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
ON_SERVERS = (
    "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE t.tgenabled IN ('O', 'A') AND NOT t.tgisinternal"
)


def unguarded(connection: Connection, service: str, *, tree: bool) -> list[Named]:
    """A fault for each table of a service whose changes nothing refuses; `tree`: it has the tree's tables too."""
    is_sqlite = connection.dialect.name == "sqlite"
    endings = ("no_update", "no_delete") if is_sqlite else ("append_only",)
    rows = connection.exec_driver_sql(ON_FILES if is_sqlite else ON_SERVERS)
    there = {(str(table), str(name)) for table, name in rows}
    return [
        fault(0, "unguarded", f"{service}: nothing refuses changes of the table {table}: its triggers are off")
        for table in (*KEPT, *(TREE if tree else ()))
        if any((table, f"{table}_{ending}") not in there for ending in endings)
    ]
