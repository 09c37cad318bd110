"""A backup is complete or visibly unfinished, is held to its manifest, and never put over anything."""

import json
import shutil
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from services.cli.alone import drain, started
from services.cli.operations import OPERATIONS
from services.cli.settings import existing
from shared.house.folder import lock
from tests.integration.acceptance.invented import NUMBER, PHONE, TEXT, TITLE, orders
from tests.integration.backup.conftest import FIRST, MORE, Story
from tests.integration.backup.folder import Folder


def test_a_restored_folder_is_the_one_that_was_backed_up(told: Story, elsewhere: Callable[[], Folder]) -> None:
    manifest = json.loads((told.backup / "manifest.json").read_text())
    restored = elsewhere()
    said = restored.ask("restore", "--from", told.backup)
    assert said["ok"]
    for name, end in manifest["services"].items():
        log = restored.log(name)
        assert len(log) == end["position"]
        assert log == told.later.log(name)[: len(log)]
        assert not log or log[-1][7].hex() == end["hash"]
    assert not {"master.key", "form.key"} & manifest["files"].keys()
    assert restored.take(FIRST)["registered"] == 0
    assert restored.take(MORE)["registered"] == len(MORE)
    assert restored.verifies()


def test_a_backup_taken_while_orders_come_in_is_whole(
    later: Folder, tmp_path: Path, elsewhere: Callable[[], Folder]
) -> None:
    rows = orders(120)[12:]
    file = tmp_path / "backup.tar.gz"
    with lock(later.path), started(later.path, existing(later.path)) as installation:
        coming = threading.Thread(
            target=lambda: [OPERATIONS["feed.receive"](installation, **_push(row)) for row in rows]
        )
        coming.start()
        said = later.ask("backup", "--to", file)
        assert coming.is_alive(), "nothing came in while it was backed up: the test would prove nothing"
        coming.join()
        drain(installation)
    assert tarfile.is_tarfile(file)
    restored = elsewhere()
    result = restored.ask("restore", "--from", file)
    assert result["ok"]
    for name, end in said["services"].items():
        assert restored.log(name)[: end["position"]] == later.log(name)[: end["position"]]
    again = restored.take(rows)
    assert again["registered"] + again["duplicate"] == len(rows)
    assert len(restored.ask("case", "list")) == 120


def test_a_backup_beside_a_ledger_that_lags_says_what_is_perhaps_not_in_it(
    later: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.cli.backups.order.PATIENCE", 0.2)
    end = later.rows("notify", "SELECT max(position) FROM inbox WHERE source = 'routing'")[0][0]
    later.change("routing", f"DELETE FROM entries WHERE position > {end - 2}")
    later.change("ledger", f"DELETE FROM inbox WHERE source = 'routing' AND position > {end - 2}")
    with lock(later.path):
        said = later.ask("backup", "--to", tmp_path / "backup")
    assert said["left_out"][0].startswith(f"routing {end - 1}-{end}, perhaps")
    assert "take another backup" in said["left_out"][0]


def _push(row: list[str]) -> dict[str, object]:
    order = {"row": 1, "source_no": row[NUMBER], "text": row[TEXT], "title": row[TITLE], "phone": row[PHONE]}
    return {"source": "12345", "orders": [order], "origin": "test"}


def test_nothing_is_overwritten(told: Story, later: Folder) -> None:
    code, said = later.run("restore", "--from", told.backup)
    assert (code, "nothing is overwritten" in said) == (2, True)
    code, said = later.run("backup", "--to", told.backup)
    assert (code, "already" in said) == (2, True)


def test_a_backup_that_was_changed_cut_or_not_finished_is_refused(
    told: Story, tmp_path: Path, elsewhere: Callable[[], Folder]
) -> None:
    restored = elsewhere()

    def refused(change: Callable[[Path], object], name: str = "copy") -> str:
        copy = Path(shutil.copytree(told.backup, tmp_path / name))
        change(copy)
        code, said = restored.run("restore", "--from", copy)
        shutil.rmtree(copy)
        assert (code, [path.name for path in restored.path.glob("*.db")]) == (2, [])
        return said

    def one_byte(copy: Path) -> None:
        body = bytearray((copy / "routing.db").read_bytes())
        body[len(body) // 2] ^= 1
        (copy / "routing.db").write_bytes(body)

    assert "routing.db" in refused(one_byte)
    assert "vault.db" in refused(lambda copy: (copy / "vault.db").unlink())
    assert "manifest.json" in refused(lambda copy: (copy / "manifest.json").unlink())
    assert "never finished" in refused(lambda _: None, "copy.unfinished")


def test_without_the_master_key_nothing_is_restored(told: Story, tmp_path: Path) -> None:
    code, said = Folder(tmp_path / "bare").run("restore", "--from", told.backup)
    assert (code, "master.key" in said) == (2, True)
    assert list((tmp_path / "bare").glob("*.db")) == []


@pytest.mark.parametrize("name", ["kept", "kept.tar"])
def test_with_secrets_a_folder_comes_back_from_nothing(later: Folder, tmp_path: Path, name: str) -> None:
    backup = tmp_path / name
    assert later.ask("backup", "--to", backup, "--with-secrets")["with_secrets"] is True
    restored = Folder(tmp_path / "new")
    assert restored.ask("restore", "--from", backup)["ok"]
    for secret in ("master.key", "identity.key", "form.key", "feed-keys.json"):
        assert (restored.path / secret).read_bytes() == (later.path / secret).read_bytes()
        assert (restored.path / secret).stat().st_mode & 0o077 == 0
    assert restored.log("intake") == later.log("intake")
