"""`huying doctor` on a data folder: what is missing is found, and nothing is written."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.app import app
from services.ledger.tree import keys
from shared.eventlog.clock import now
from shared.vault import MasterKeys, save
from tests.integration.backup.folder import Folder

CALENDAR = "calendar"
"""Whether it is good depends on today's date; tests/unit has its rule."""


def found(folder: Folder) -> dict[str, str]:
    """What is to be mended: check → what is said."""
    done = CliRunner().invoke(app, ["doctor", "--data", str(folder.path)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    mend = [rest for what, rest in lines if what == "MEND"]
    assert done.exit_code == int(bool(mend))
    return {rest[:20].strip(): rest[20:].strip() for rest in mend if not rest.startswith(CALENDAR)}


def content(folder: Path) -> Mapping[str, bytes]:
    """Every file, but of SQLite's shared memory the name alone."""
    files = {str(path): path for path in folder.rglob("*") if path.is_file()}
    return {name: b"" if name.endswith("-shm") else path.read_bytes() for name, path in files.items()}


def test_a_stopped_folder_in_order_is_good_and_not_written_to(folder: Folder) -> None:
    before = content(folder.path)
    assert found(folder) == {}
    assert content(folder.path) == before


def test_a_folder_whose_system_died_keeps_what_had_not_reached_its_databases_yet(folder: Folder) -> None:
    script = """
import os, sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.execute("INSERT INTO progress VALUES ('behind_ledger', 0)")
base.commit()
os._exit(1)
"""
    subprocess.run([sys.executable, "-c", script, folder.path / "notify.db"], check=False)
    before = content(folder.path)
    assert len(before[str(folder.path / "notify.db-wal")]) > 0
    assert found(folder).keys() == {"ledger"}
    assert content(folder.path) == before


def test_where_nothing_is_yet_nothing_is_made(tmp_path: Path) -> None:
    assert found(Folder(tmp_path / "var")) == {}
    assert list(tmp_path.iterdir()) == []


def test_lost_keys_are_missed(folder: Folder) -> None:
    for name in ("master.key", keys.NAME):
        (folder.path / name).unlink()
    said = found(folder)
    assert said.keys() == {"keys", "signing key"}
    assert "put back the copy you kept" in said["keys"]
    assert "huying ledger rotate --origin" in said["signing key"]


def test_a_master_key_that_is_not_the_vault_s_is_found_before_anything_is_opened(folder: Folder) -> None:
    save(folder.path / "master.key", MasterKeys({1: os.urandom(32)}))
    assert found(folder).keys() == {"vault"}


def test_lost_and_broken_databases_are_named_and_the_rest_is_looked_at(folder: Folder) -> None:
    folder.remove("routing")
    (folder.path / "notify.db").write_bytes(b"no database at all, whatever its name" * 40)
    said = found(folder)
    assert said.keys() == {"database routing", "database notify"}
    assert "huying restore" in said["database routing"]
    assert "huying restore" in said["database notify"]


def test_a_log_that_lost_its_end_is_seen_without_a_start(folder: Folder) -> None:
    folder.change("routing", "DELETE FROM entries WHERE position > (SELECT max(position) - 2 FROM entries)")
    said = found(folder)
    assert said.keys() == {"ledger"}
    assert said["ledger"].startswith("routing behind")
    assert "huying catch-up" in said["ledger"]


def test_a_silent_feed_is_asked_after(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.cli.doctor.now", lambda: now() + timedelta(hours=30))
    said = found(folder)
    assert said.keys() == {"feed 12345"}
    assert "30 h ago" in said["feed 12345"]


def test_a_tree_that_is_restored_waits_for_a_person(folder: Folder) -> None:
    folder.change("ledger", "INSERT INTO progress VALUES ('tree:restored', 0)")
    said = found(folder)
    assert said.keys() == {"tree"}
    assert "huying ledger resume" in said["tree"]


def test_entries_that_wait_for_the_tree_for_long_are_found(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.change("ledger", "DELETE FROM leaves WHERE source LIKE '%/intake' AND position > 3")
    assert found(folder) == {}
    monkeypatch.setattr("services.cli.doctor.now", lambda: now() + timedelta(minutes=11))
    assert "entries have waited since" in found(folder)["tree"]


def test_the_feeds_of_a_demo_are_not_waited_for(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.path / "settings.json").write_text('{"jurisdiction": "hailar", "demo": true}')
    monkeypatch.setattr("services.cli.doctor.now", lambda: now() + timedelta(days=30))
    assert found(folder) == {}


def test_settings_that_cannot_be_read_are_said_and_the_rest_is_looked_at(folder: Folder) -> None:
    (folder.path / "settings.json").write_text("{")
    assert found(folder).keys() == {"settings"}


def test_the_document_has_every_finding_with_its_verdict(folder: Folder) -> None:
    done = CliRunner().invoke(app, ["doctor", "--json", "--data", str(folder.path)])
    said = {one["check"]: one for one in json.loads(done.stdout)}
    assert {
        "disk",
        "clock",
        "keys",
        "vault",
        "signing key",
        "rules",
        CALENDAR,
        "parking",
        "ledger",
        "tree",
    } <= said.keys()
    assert {"database intake", "database ledger", "feed 12345", "feed 96888"} <= said.keys()
    assert all(set(one) == {"check", "good", "said"} for one in said.values())


def test_a_master_key_that_is_none_any_more_ends_a_command_with_a_sentence(folder: Folder) -> None:
    (folder.path / "master.key").write_text("zz")
    code, said = folder.run("case", "list")
    assert (code, "put the vault's own master key file there" in said) == (2, True)
    up = [sys.executable, "-m", "services.cli", "up", "--port", "0", "--data", str(folder.path)]
    done = subprocess.run(up, capture_output=True, text=True, timeout=60, check=False)  # apart: it sets up logs
    assert (done.returncode, "put the vault's own master key file there" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr
