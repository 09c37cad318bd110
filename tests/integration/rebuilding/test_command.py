"""`huying readmodel rebuild` on a stopped system, and the documents that every service gives to anybody."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from services.cli.app import app
from services.cli.catalog import specs
from services.cli.installation import Installation
from shared.eventlog.log import directly

NAMES = [spec.name for spec in specs()]


@pytest.fixture(autouse=True)
def plain_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.cli.embedded.offload", directly)


def test_it_rebuilds_a_stopped_system_s_and_says_what_it_did(tmp_path: Path) -> None:
    data = ["--data", str(tmp_path)]
    done = CliRunner().invoke(app, ["readmodel", "rebuild", "rules_adopted", "--service", "routing", "--json", *data])
    assert done.exit_code == 0, done.output
    (row,) = json.loads(done.stdout)
    assert (row["service"], row["name"], row["tables"]) == ("routing", "rules_adopted", {"rules_adopted": [7, 7]})
    refused = CliRunner().invoke(app, ["readmodel", "rebuild", "identity_private", *data])
    assert refused.exit_code == 2
    assert "restore it from a backup" in refused.stderr


@pytest.mark.parametrize("service", NAMES)
def test_anybody_may_read_what_a_service_says_and_hears(played: Installation, service: str) -> None:
    request = Request(EnvironBuilder(path=f"/{service}/asyncapi.json").get_environ())
    response = played.houses[service].site.respond(request)
    assert (response.status_code, response.mimetype) == (200, "application/json")
    document = json.loads(response.get_data())
    assert document["asyncapi"] == "3.0.0"
    assert service in ("ledger", "routing") or "hear.routing.rules.adopted" in document["operations"]
