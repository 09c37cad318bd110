"""The file of signing keys: there whole or not at all, never written over, and what is wrong with it is said."""

import os
from pathlib import Path

import pytest

from services.ledger.tree import keys

ORIGIN = "hailar.huying.invalid/ledger"


def test_a_first_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / keys.NAME
    assert keys.make_missing(path, ORIGIN)
    made = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert not keys.make_missing(path, "another.invalid/ledger")
    assert path.read_bytes() == made
    assert [one.name for one in keys.read(path).keys] == [ORIGIN]


def test_one_stopped_while_writing_leaves_no_file_and_the_next_makes_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / keys.NAME

    def stopped(_: int) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", stopped)
        with pytest.raises(OSError, match="no space"):
            keys.make_missing(path, ORIGIN)
    assert not path.exists()
    assert keys.make_missing(path, ORIGIN)
    assert [one.name for one in os.scandir(tmp_path)] == [keys.NAME]
    assert keys.read(path).keys


def test_a_file_that_came_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / keys.NAME
    keys.make_missing(path, ORIGIN)
    made = path.read_bytes()
    monkeypatch.setattr(Path, "exists", lambda *_: False)
    assert not keys.make_missing(path, ORIGIN)
    assert path.read_bytes() == made


def test_what_cannot_be_read_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="let the ledger's user"):
        keys.read(tmp_path)
    with pytest.raises(ValueError, match="huying init makes it"):
        keys.read(tmp_path / "none")
    (tmp_path / "empty").touch()
    with pytest.raises(ValueError, match="put back the copy"):
        keys.read(tmp_path / "empty")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_other_keys_belong_to_whom_the_former_belonged(tmp_path: Path) -> None:
    path = tmp_path / keys.NAME
    keys.make_missing(path, ORIGIN)
    os.chown(path, 1234, 1234)
    keys.put(path, [keys.new_key(ORIGIN)])
    assert (path.stat().st_uid, path.stat().st_gid, path.stat().st_mode & 0o777) == (1234, 1234, 0o600)


def test_who_could_read_the_former_keys_can_read_the_new_ones(tmp_path: Path) -> None:
    path = tmp_path / keys.NAME
    keys.make_missing(path, ORIGIN)
    path.chmod(0o444)  # as `make secrets` leaves it for the ledger's container
    keys.put(path, [keys.new_key(ORIGIN), keys.new_key(ORIGIN)])
    assert (path.stat().st_mode & 0o777, len(keys.read(path).keys)) == (0o444, 2)
