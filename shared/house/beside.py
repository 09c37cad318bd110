"""Tables beside the live ones: filled under another name, then put in their place in one transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import DDL, Connection, MetaData, Table, func, inspect, select

from shared.eventlog.readmodel import Rows

SUFFIX = "__new"


class BesideRows(Rows):
    """Changes meant for the live tables go to those beside them."""

    def __init__(self, connection: Connection, beside: Mapping[Table, Table]) -> None:
        super().__init__(connection)
        self._beside = beside

    def put(self, table: Table, **values: Any) -> None:
        """As in `Rows`."""
        super().put(self._beside[table], **values)

    def get(self, table: Table, *key: Any) -> dict[str, Any] | None:
        """As in `Rows`."""
        return super().get(self._beside[table], *key)

    def drop(self, table: Table, *key: Any) -> None:
        """As in `Rows`."""
        super().drop(self._beside[table], *key)


class Beside:
    """For each table one of the same columns beside it; indexes are made when it takes the other's place."""

    def __init__(self, tables: Iterable[Table]) -> None:
        metadata = MetaData()
        self.tables = {table: _copy(table, metadata) for table in tables}

    def create(self, connection: Connection) -> None:
        """Make them, empty; what an interrupted attempt left is removed."""
        for copy in self.tables.values():
            copy.drop(connection, checkfirst=True)
            copy.create(connection)

    def rows(self, connection: Connection) -> Rows:
        """To be filled as the live tables are."""
        return BesideRows(connection, self.tables)

    def counts(self, connection: Connection) -> dict[str, tuple[int, int]]:
        """By table: how many rows the live one has, and how many the one beside it."""
        return {live.name: (_count(connection, live), _count(connection, copy)) for live, copy in self.tables.items()}

    def switch(self, connection: Connection) -> None:
        """Put them in place of the live ones, which are gone then. Who reads meanwhile sees the old or the new."""
        for live, copy in self.tables.items():
            live.drop(connection, checkfirst=True)
            connection.execute(DDL(f'ALTER TABLE "{copy.name}" RENAME TO "{live.name}"'))
            for index in live.indexes:
                index.create(connection)

    def drop(self, connection: Connection) -> None:
        """Remove them: the live ones stay."""
        for copy in self.tables.values():
            copy.drop(connection, checkfirst=True)


def _copy(table: Table, metadata: MetaData) -> Table:
    copy = table.to_metadata(metadata, name=table.name + SUFFIX)
    copy.indexes.clear()
    return copy


def _count(connection: Connection, table: Table) -> int:
    if not inspect(connection).has_table(table.name):
        return 0
    return connection.scalar(select(func.count()).select_from(table)) or 0
