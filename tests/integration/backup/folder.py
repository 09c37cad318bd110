"""A data folder, its command line in this process, and what is in it: to be compared before and after."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from services.cli.app import app
from tests.integration.acceptance.invented import Row, written


@dataclass(frozen=True, slots=True)
class Folder:
    path: Path

    def run(self, *words: str | Path) -> tuple[int, str]:
        """A command on this folder: exit code, and all it printed."""
        done = CliRunner().invoke(app, [*map(str, words), "--data", str(self.path)])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.output

    def ask(self, *words: str | Path, code: int = 0) -> Any:
        """The JSON of a command that must end with this exit code."""
        done = CliRunner().invoke(app, [*map(str, words), "--json", "--data", str(self.path)])
        assert done.exit_code == code, done.output + repr(done.exception)
        return json.loads(done.stdout)

    def take(self, rows: list[Row], code: int = 0) -> Any:
        """A file of the 12345 feed."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = written(self.path.parent / "orders.csv", rows)
        return self.ask("feed", "import", file, "--source", "12345", code=code)

    def rows(self, service: str, statement: str) -> list[Any]:
        """What a database says."""
        with closing(sqlite3.connect(self.path / f"{service}.db")) as connection:
            return connection.execute(statement).fetchall()

    def log(self, service: str) -> list[Any]:
        """Every entry with all its columns."""
        return self.rows(service, "SELECT * FROM entries ORDER BY position")

    def lists(self) -> dict[str, list[Any]]:
        """What pages read, of the services that have lists of cases."""
        tables = {"intake": "appeals", "routing": "work_orders", "notify": "deliveries", "ledger": "cases"}
        return {table: sorted(map(repr, self.rows(name, f"SELECT * FROM {table}"))) for name, table in tables.items()}

    def change(self, service: str, *statements: str) -> None:
        """Behind the back of its service, the triggers out of the way meanwhile."""
        with closing(sqlite3.connect(self.path / f"{service}.db", isolation_level=None)) as connection:
            guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE '%_no_delete'").fetchall()
            for name, _ in guards:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in (*statements, *(sql for _, sql in guards)):
                connection.execute(statement)

    def remove(self, *names: str) -> None:
        """Databases of services, or the vault's, gone as with their disk."""
        for name in names:
            for path in self.path.glob(f"{name}.db*"):
                path.unlink()

    def verifies(self) -> bool:
        """Whether `log verify` says yes."""
        return bool(self.verdict()["ok"])

    def verdict(self) -> dict[str, Any]:
        """All that `log verify` says."""
        said: dict[str, Any] = json.loads(
            CliRunner().invoke(app, ["log", "verify", "--json", "--data", str(self.path)]).stdout
        )
        return said
