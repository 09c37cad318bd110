"""Read models: tables derived from what a service said (entries) and heard (inbox), in the same transaction.

A read model declares its tables and one function per type of entry. Functions collect changes in `Rows`;
a whole group of units is written at once, one statement per table and set of columns.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from shared.eventlog import plain_rows
from shared.eventlog.fact import Fact
from shared.eventlog.many import upsert_many


class Rows:
    """Changes to read models, merged by primary key until they are written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changes: dict[Table, dict[tuple[Any, ...], dict[str, Any] | None]] = {}
        self._fetched: dict[Table, dict[tuple[Any, ...], Mapping[str, Any] | None]] = {}
        self.asks_afar = connection.dialect.name == "postgresql"

    @property
    def connection(self) -> Connection:
        """For what is no row by its primary key, such as erasing all rows of a case."""
        self._fetched = {}
        return self._connection

    def fetch(self, table: Table, keys: Iterable[Any]) -> None:
        """Read with one question the rows that `get` will be asked for, of a table whose primary key is one column."""
        changes, (column,) = self._changes.get(table, {}), table.primary_key
        wanted = [key for key in dict.fromkeys(keys) if (key,) not in changes]
        if len(wanted) > 1:
            found = self._connection.execute(select(table).where(column.in_(wanted))).mappings()
            there = {row[column.name]: dict(row) for row in found}
            self._fetched.setdefault(table, {}).update({(key,): there.get(key) for key in wanted})

    def put(self, table: Table, **values: Any) -> None:
        """Insert the row, or update the given columns of the row with the same primary key."""
        key = tuple(values[column.name] for column in table.primary_key)
        changes = self._changes.setdefault(table, {})
        earlier = changes.get(key)
        if earlier is None and key in changes:
            values = {column.name: None for column in table.columns} | values
        changes[key] = {**(earlier or {}), **values}

    def get(self, table: Table, *key: Any) -> dict[str, Any] | None:
        """The whole row with this primary key as it will be: collected over stored values; None if there is none."""
        changes = self._changes.get(table, {})
        collected = changes.get(key)
        if collected is None and key in changes:
            return None
        stored = self._stored(table, key)
        if stored is None and collected is None:
            return None
        return {**{column.name: None for column in table.columns}, **(stored or {}), **(collected or {})}

    def _stored(self, table: Table, key: tuple[Any, ...]) -> Mapping[str, Any] | None:
        fetched = self._fetched.get(table, {})
        if key in fetched:
            return fetched[key]
        shape = plain_rows.shape_of(table) if self._connection.dialect.name == "sqlite" else None
        if shape is not None:
            return plain_rows.read(self._connection, shape, key)
        where = [column == value for column, value in zip(table.primary_key, key, strict=True)]
        row = self._connection.execute(select(table).where(*where)).mappings().first()
        return dict(row) if row is not None else None

    def drop(self, table: Table, *key: Any) -> None:
        """Delete the row with this primary key."""
        self._changes.setdefault(table, {})[key] = None

    def write(self) -> None:
        """Write what was collected."""
        connection = self._connection
        for table, changes in self._changes.items():
            gone = [key for key, values in changes.items() if values is None]
            if gone:
                _delete(connection, table, gone)
            shapes: dict[frozenset[str], list[dict[str, Any]]] = {}
            for values in changes.values():
                if values is not None:
                    shapes.setdefault(frozenset(values), []).append(values)
            for columns, rows in shapes.items():
                _put(connection, table, columns, rows)
        self._changes, self._fetched = {}, {}


def _put(connection: Connection, table: Table, columns: frozenset[str], rows: list[dict[str, Any]]) -> None:
    if plain_rows.shape_of(table) is not None:
        upsert = plain_rows.upsert if connection.dialect.name == "sqlite" else upsert_many
        upsert(connection, table, columns, rows)
    else:
        connection.execute(_upsert(connection.dialect.name, table, columns), rows)


_statements: dict[tuple[str, Table, frozenset[str]], Any] = {}


def _upsert(dialect: str, table: Table, columns: frozenset[str]) -> Any:
    found = _statements.get((dialect, table, columns))
    if found is not None:
        return found
    keys = [column.name for column in table.primary_key]
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = make(table)
    news = {name: statement.excluded[name] for name in columns if name not in keys}
    result = (
        statement.on_conflict_do_update(index_elements=keys, set_=news)
        if news
        else statement.on_conflict_do_nothing(index_elements=keys)
    )
    return _statements.setdefault((dialect, table, columns), result)


def _delete(connection: Connection, table: Table, keys: list[tuple[Any, ...]]) -> None:
    if connection.dialect.name == "sqlite" and plain_rows.shape_of(table) is not None:
        plain_rows.delete(connection, table, keys)
        return
    columns = list(table.primary_key)
    statement = delete(table).where(*(column == bindparam(f"key_{column.name}") for column in columns))
    rows = [{f"key_{column.name}": value for column, value in zip(columns, key, strict=True)} for key in keys]
    connection.execute(statement, rows)


Apply = Callable[[Fact, Rows], None]


def by_subject(table: Table, types: Collection[str] = ()) -> Callable[[Sequence[Fact], Rows], None]:
    """Foresees the rows of the facts' subjects: of all, or of those of these types."""

    def foresee(facts: Sequence[Fact], rows: Rows) -> None:
        rows.fetch(table, (fact.subject for fact in facts if not types or fact.type in types))

    return foresee


@dataclass(frozen=True, slots=True)
class ReadModel:
    """One question's answer. `said` maps our types, `heard` maps (service, type); `*` as a type hears all.

    `derived` is False for tables that no log can give back: they are never rebuilt. `mend` makes a subject's rows
    anew after one of its messages was handled late, where the order counts; it is called with the tables in place.
    `version` is raised by whoever changes what the functions do: then it is made anew at the next start.
    `foresee` fetches the rows that a group of facts will look at, where the database is asked over a socket.
    """

    name: str
    tables: Sequence[Table]
    said: Mapping[str, Apply] = field(default_factory=dict)
    heard: Mapping[tuple[str, str], Apply] = field(default_factory=dict)
    derived: bool = True
    mend: Callable[[Connection, str], None] | None = None
    version: int = 1
    foresee: Callable[[Sequence[Fact], Rows], None] | None = None

    def change(self, ours: bool, service: str, type_: str) -> Apply | None:
        """What an entry of this type changes here; None: nothing."""
        if ours:
            return self.said.get(type_) or self.said.get("*")
        return self.heard.get((service, type_)) or self.heard.get(("*", "*"))

    def apply(self, ours: bool, fact: Fact, rows: Rows) -> None:
        """Collect what this fact changes."""
        change = self.change(ours, fact.service, fact.type)
        if change is not None:
            change(fact, rows)
