"""`huying log verify` says yes; after a change behind its back it says no, and names log and position."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.invented import orders, written

At = int
Change = Callable[[sqlite3.Connection], At]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Huying:
    """A folder with some cases in it; never changed, only copied."""
    folder = tmp_path_factory.mktemp("filled")
    huying = Huying(folder / "var")
    huying.take(written(folder / "orders.csv", orders(12)))
    return huying


def one_byte(table: str, *, service: str = "", hide: bool = False) -> Change:
    """One byte of one stored body in the middle; `hide`: the stored hash is made to fit."""
    where = f"source = '{service}'" if service else "1"

    def change(connection: sqlite3.Connection) -> At:
        count = connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]
        at, body = connection.execute(
            f"SELECT position, body FROM {table} WHERE {where} AND position = {count // 2}"
        ).fetchone()
        place = body.index(b'"time":"20') + 9
        other = body[:place] + b"1" + body[place + 1 :]
        assert len(other) == len(body)
        assert sum(a != b for a, b in zip(body, other, strict=True)) == 1
        connection.execute(f"DROP TRIGGER {table}_no_update")
        connection.execute(f"UPDATE {table} SET body = ? WHERE {where} AND position = {at}", (other,))
        if hide:
            connection.create_function("sha256", 1, _sha256)
            connection.execute(f"UPDATE {table} SET hash = sha256(body) WHERE {where} AND position = {at}")
        return int(at)

    return change


def deleted(table: str, *, service: str = "", last: bool = False) -> Change:
    """One entry gone, in the middle or at the end."""
    where = f"source = '{service}'" if service else "1"

    def change(connection: sqlite3.Connection) -> At:
        count = connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]
        at = count if last else count // 2
        connection.execute(f"DROP TRIGGER {table}_no_delete")
        assert connection.execute(f"DELETE FROM {table} WHERE {where} AND position = {at}").rowcount == 1
        return int(at)

    return change


def _sha256(body: bytes) -> bytes:
    return sha256(body).digest()


CHANGES: dict[str, tuple[str, Change, set[tuple[str, str, str, int]]]] = {
    "a byte of a body": (
        "intake",
        one_byte("entries"),
        {("logs", "intake", "hash", 0), ("ledger", "intake", "differs", 0)},
    ),
    "a byte and its hash": (
        "routing",
        one_byte("entries", hide=True),
        {("logs", "routing", "chain", 1), ("ledger", "routing", "differs", 0)},
    ),
    "a byte in the ledger's copy": (
        "ledger",
        one_byte("inbox", service="notify"),
        {("ledger", "notify", "copy_hash", 0), ("ledger", "notify", "differs", 0)},
    ),
    "an entry deleted in the middle": (
        "routing",
        deleted("entries"),
        {("logs", "routing", "gap", 0), ("ledger", "routing", "log_short", 0)},
    ),
    "the last entry deleted": ("notify", deleted("entries", last=True), {("ledger", "notify", "log_short", 0)}),
    "an entry deleted in the ledger's copy": (
        "ledger",
        deleted("inbox", service="intake"),
        {("ledger", "intake", "copy_gap", 0)},
    ),
}


@pytest.mark.slow
def test_an_untouched_folder_verifies(filled: Huying) -> None:
    assert filled.verifies()


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_with_the_triggers_off_is_found_with_log_and_position(
    filled: Huying, tmp_path: Path, name: str
) -> None:
    service, change, meant = CHANGES[name]
    huying = Huying(Path(shutil.copytree(filled.folder, tmp_path / "var")))
    with closing(sqlite3.connect(huying.folder / f"{service}.db", isolation_level=None)) as connection:
        at = change(connection)
    verdict = huying.ask("log", "verify", code=1)
    assert verdict["ok"] is False
    found = {
        (part, row["log"], fault["code"], fault["position"] - at)
        for part in ("logs", "ledger")
        for row in verdict[part]
        for fault in row["faults"]
    }
    assert meant <= found
    assert {log for _, log, _, _ in found} == {log for _, log, _, _ in meant}


@pytest.mark.slow
def test_the_answer_for_people_names_log_and_position(filled: Huying, tmp_path: Path) -> None:
    huying = Huying(Path(shutil.copytree(filled.folder, tmp_path / "var")))
    with closing(sqlite3.connect(huying.folder / "intake.db", isolation_level=None)) as connection:
        at = one_byte("entries")(connection)
    ran = huying.run("log", "verify", "--service", "intake")
    assert ran.code == 1
    assert f"intake position {at}: hash" in ran.out
    assert "no: the record was changed" in ran.out
