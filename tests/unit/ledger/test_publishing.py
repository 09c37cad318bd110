"""The public halves of the signing keys: where verify runs without the keys, it knows them all the same."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.app import app
from services.cli.stores import Stores
from services.ledger.tree import keys
from services.ledger.tree.publishing import public_of, publish, read_public

ORIGIN = "hailar.huying.invalid/ledger"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A key file."""
    found = tmp_path / keys.NAME
    keys.make_missing(found, ORIGIN)
    return found


def test_they_are_written_once_and_for_everybody(path: Path) -> None:
    assert publish(path)
    assert not publish(path)
    public = public_of(path)
    assert (public.name, public.stat().st_mode & 0o777) == ("ledger.pub", 0o644)
    assert read_public(public) == keys.read(path).verifiers
    assert ("PRIVATE" in path.read_text(), "PRIVATE" in public.read_text()) == (True, False)


def test_they_follow_a_rotation_and_keep_their_readers(path: Path) -> None:
    publish(path)
    public_of(path).chmod(0o444)
    for more in ([], ["--retire"], ["--origin", "another.invalid/ledger"]):
        assert CliRunner().invoke(app, ["ledger", "rotate", "--file", str(path), *more]).exit_code == 0
        assert read_public(public_of(path)) == keys.read(path).verifiers
    assert public_of(path).stat().st_mode & 0o777 == 0o444


def test_a_rotation_makes_no_file_where_nobody_asked_for_one(path: Path) -> None:
    assert CliRunner().invoke(app, ["ledger", "rotate", "--file", str(path)]).exit_code == 0
    assert not public_of(path).exists()


def test_verify_takes_the_key_file_where_it_is_and_the_public_halves_where_it_is_not(path: Path) -> None:
    publish(path)
    gone = path.with_name("none")
    assert stores(path.parent, path, None).own_keys() == keys.read(path).verifiers
    assert stores(path.parent, gone, public_of(path)).own_keys() == keys.read(path).verifiers
    assert stores(path.parent, None, public_of(path)).own_keys() == keys.read(path).verifiers
    assert stores(path.parent, None, None).own_keys() == ()


def stores(folder: Path, key_file: Path | None, public_file: Path | None) -> Stores:
    return Stores({}, "hailar", folder, key_file, public_file=public_file)


def test_what_is_no_file_of_public_keys_is_said_with_what_to_do(path: Path) -> None:
    with pytest.raises(ValueError, match="make secrets"):
        read_public(public_of(path))
    with pytest.raises(ValueError, match="huying ledger key prints them"):
        read_public(path)  # the secret ones
    public_of(path).touch()
    with pytest.raises(ValueError, match="is empty"):
        read_public(public_of(path))
