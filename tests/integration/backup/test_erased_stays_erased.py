"""A restored vault has keys again that were destroyed since: they are destroyed again before anything is said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shared.vault import load
from tests.integration.acceptance.invented import NAME, NUMBER, PHONE, TEXT, orders
from tests.integration.backup.folder import Folder

CANARY = "金丝雀正文"
AS = ("--as", "auditor", "--reason", "check")


def asked(tmp_path: Path) -> tuple[Folder, str, str]:
    """A folder with an asker's order and somebody else's; their case numbers."""
    folder = Folder(tmp_path / "var")
    theirs, others = orders(2)
    theirs[TEXT], theirs[NAME], theirs[PHONE] = CANARY, CANARY, "13987650123"
    folder.take([theirs, others])
    cases = {row["source_no"]: row["case_no"] for row in folder.ask("case", "list")}
    return folder, cases[theirs[NUMBER]], cases[others[NUMBER]]


def shred(folder: Folder, case_no: str) -> None:
    folder.ask("shred", "request", case_no, "--as", "anna")
    folder.ask("shred", "approve", case_no, "--as", "bert")


def reads(folder: Folder, case_no: str) -> str:
    code, said = folder.run("case", "show", case_no, *AS)
    assert code == 0
    return said


@pytest.mark.parametrize("lost", [("vault",), ("vault", "intake", "notify")])
def test_what_was_erased_after_the_backup_is_erased_again(tmp_path: Path, lost: tuple[str, ...]) -> None:
    folder, case_no, other = asked(tmp_path)
    folder.ask("backup", "--to", tmp_path / "backup")
    assert CANARY in reads(folder, case_no)
    shred(folder, case_no)
    folder.remove(*lost)
    words = [word for name in lost for word in ("--service", name)]
    said = folder.ask("restore", "--from", tmp_path / "backup", *words)
    assert (said["ok"], said["caught_up"]["erased_again"]) == (True, 1)
    assert CANARY not in (shown := reads(folder, case_no))
    assert "‹已依法删除›" in shown
    assert "‹已依法删除›" not in reads(folder, other)


def test_an_old_backup_opens_nothing_any_more_after_the_master_key_was_rotated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, case_no, _ = asked(tmp_path)
    folder.ask("backup", "--to", tmp_path / "backup")
    shred(folder, case_no)
    with monkeypatch.context() as patch:  # killed when all keys are rewrapped and the old version is still there
        patch.setattr("services.cli.operations.keys.save", _once_only())
        with pytest.raises(RuntimeError, match="killed"):
            folder.run("key", "rotate")
    assert sorted(load(folder.path / "master.key").secrets) == [1, 2]
    assert folder.ask("key", "rotate")["version"] == 2
    assert sorted(load(folder.path / "master.key").secrets) == [2]
    assert "‹已依法删除›" in reads(folder, case_no)

    restored = Folder(tmp_path / "restored")
    restored.path.mkdir()
    (restored.path / "master.key").write_bytes((folder.path / "master.key").read_bytes())
    (restored.path / "master.key").chmod(0o600)
    code, said = restored.run("restore", "--from", tmp_path / "backup")
    assert (code, "master key version 1" in said) == (1, True)
    assert list(restored.path.glob("*.db")) == []


def _once_only() -> Callable[..., None]:
    from shared.vault import save

    calls: list[Path] = []

    def saved(path: Path, keys: object) -> None:
        calls.append(path)
        if len(calls) > 1:
            raise RuntimeError("killed")
        save(path, keys)  # type: ignore[arg-type]

    return saved
