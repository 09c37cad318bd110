"""The file of the master keys."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.vault.errors import MasterKeyRefused
from shared.vault.masterfile import load, load_or_create, save


def test_a_new_file_is_for_its_owner_alone_and_leaves_no_draft(tmp_path: Path) -> None:
    load_or_create(tmp_path / "master.key")
    assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()] == [0o600]


def test_the_second_start_finds_the_keys_of_the_first(tmp_path: Path) -> None:
    assert load_or_create(tmp_path / "master.key") == load_or_create(tmp_path / "master.key")


def test_two_that_start_at_once_have_the_same_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: load_or_create(tmp_path / "master.key"), range(8)))
    assert all(key == keys[0] for key in keys)
    assert [path.name for path in tmp_path.iterdir()] == ["master.key"]


def test_a_rotated_file_holds_both_versions(tmp_path: Path) -> None:
    both = load_or_create(tmp_path / "master.key").added(bytes(range(32)))
    save(tmp_path / "master.key", both)
    assert load(tmp_path / "master.key") == both
    assert stat.S_IMODE((tmp_path / "master.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660])
def test_a_file_that_others_can_reach_is_refused_and_says_what_to_do(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "master.key"
    load_or_create(path)
    path.chmod(mode)
    with pytest.raises(MasterKeyRefused, match="chmod 600"):
        load_or_create(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "x\n",
        "huying-master-key 2\n1 A\n",
        "huying-master-key 1\n",
        "huying-master-key 1\n1 AAAA\n",
        "huying-master-key 1\none two\n",
        "huying-master-key 1\n1\n",
        "huying-master-key 1\n1 钥匙\n",
    ],
)
def test_a_file_that_is_no_master_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(MasterKeyRefused, match="put"):
        load(path)
