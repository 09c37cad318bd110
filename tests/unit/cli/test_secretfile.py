"""The services' files of secrets: made once, together, and each with no more than its service needs."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.cli.app import app
from services.cli.catalog import NAMES
from services.cli.secretfile import make_missing, put_master, read
from services.ledger.tree import keys
from services.ledger.tree.publishing import read_public


def made_in(folder: Path) -> dict[str, dict[str, Any]]:
    make_missing(lambda name: folder / f"{name}.json")
    return {name: json.loads((folder / f"{name}.json").read_text()) for name in NAMES}


def test_identity_alone_can_sign_and_intake_alone_knows_the_feeds(tmp_path: Path) -> None:
    said = made_in(tmp_path)
    assert [name for name in NAMES if "d" in said[name]["signing_key"]] == ["identity"]
    assert [name for name in NAMES if said[name]["feeds"]] == ["intake"]
    assert len({one["signing_key"]["x"] for one in said.values()}) == 1


def test_a_service_has_the_password_of_its_own_database_alone(tmp_path: Path) -> None:
    said = made_in(tmp_path)
    assert all(list(said[name]["database_passwords"]) == [name] for name in NAMES)


def test_only_its_owner_can_read_a_file(tmp_path: Path) -> None:
    made_in(tmp_path)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_made_again_they_stay_and_half_of_them_is_refused(tmp_path: Path) -> None:
    first = made_in(tmp_path)
    assert made_in(tmp_path) == first
    (tmp_path / "notify.json").unlink()
    with pytest.raises(ValueError, match=r"put back .*notify\.json"):
        made_in(tmp_path)


def test_another_master_key_is_for_whoever_could_read_the_former_file(tmp_path: Path) -> None:
    made_in(tmp_path)
    path = tmp_path / "intake.json"
    path.chmod(0o444)  # as `make secrets` leaves it for the service's container
    if os.geteuid() == 0:
        os.chown(path, 1234, 1234)
    before = path.stat()
    put_master(path, read(path).master.added(bytes(32)))
    after = path.stat()
    assert sorted(read(path).master.secrets) == [1, 2]
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert not list(tmp_path.glob(".*.new"))


def test_the_command_makes_files_that_can_be_read_and_prints_no_secret(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["secrets", str(tmp_path / "{service}.json")])
    assert ran.exit_code == 0
    secrets = read(tmp_path / "ledger.json")
    assert secrets.passwords["ledger"] not in ran.output
    assert all(f"{name}.json" in ran.output for name in NAMES)
    assert read_public(tmp_path / "ledger.pub") == keys.read(tmp_path / keys.NAME).verifiers
    assert "made" not in CliRunner().invoke(app, ["secrets", str(tmp_path / "{service}.json")]).output
