"""docker-compose.yml says of every service what it must, and nothing that belongs to another."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.cli.catalog import NAMES

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)

LASTING = [name for name in COMPOSE["services"] if name not in ("init", "huying")]
ANSWERING = [name for name in LASTING if name != "verifier"]
"""The verifier answers nobody: that it has not looked for a day is an alert."""


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_image_can_be_another(name: str) -> None:
    assert re.fullmatch(r"\$\{[A-Z]+_IMAGE:-[^}]+\}", COMPOSE["services"][name]["image"])


def test_every_variable_is_explained_in_the_example() -> None:
    example = (ROOT / "deploy" / "compose" / "example.env").read_text(encoding="utf-8")
    used = dict(re.findall(r"\$\{([A-Z_]+):-([^}]*)\}", TEXT))
    assert used == dict(re.findall(r"^# ([A-Z_]+)=(.*)$", example, re.MULTILINE))


@pytest.mark.parametrize("name", LASTING)
def test_what_runs_starts_again_by_itself(name: str) -> None:
    assert COMPOSE["services"][name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ANSWERING)
def test_what_answers_has_a_health_check(name: str) -> None:
    assert COMPOSE["services"][name]["healthcheck"]["test"]


def test_the_logs_are_looked_through_every_day() -> None:
    part = COMPOSE["services"]["verifier"]
    assert part["command"] == ["log", "verify", "--every", "${HUYING_VERIFY_HOURS:-24}"]
    assert {f"{name}.json" for name in NAMES} <= set(part["secrets"])


def test_the_logs_are_held_against_what_lies_outside_the_databases() -> None:
    verifier, ledger = COMPOSE["services"]["verifier"], COMPOSE["services"]["ledger"]
    assert verifier["environment"]["HUYING_LEDGER_PUBLIC_FILE"] == "/run/secrets/ledger.pub"
    assert "ledger.pub" in verifier["secrets"]
    assert verifier["volumes"] == [f"{volume}:ro" for volume in ledger["volumes"]]


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_nothing_may_become_root(name: str) -> None:
    part = COMPOSE["services"][name]
    assert part["cap_drop"] == ["ALL"]
    assert part["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", NAMES)
def test_a_service_sees_its_own_file_of_secrets_alone(name: str) -> None:
    part = COMPOSE["services"][name]
    assert part["command"] == ["run", name]
    assert part["healthcheck"]["test"] == ["CMD", "ready", name]
    assert part["secrets"] == ["rabbitmq-password", f"{name}.json", *(["ledger.key"] if name == "ledger" else [])]
    assert part["read_only"] is True


def test_the_key_that_signs_checkpoints_is_seen_by_the_ledger_alone() -> None:
    holders = [name for name, part in COMPOSE["services"].items() if "ledger.key" in part.get("secrets", [])]
    assert holders == ["ledger"]


def test_only_init_has_the_owner_s_password() -> None:
    holders = [name for name, part in COMPOSE["services"].items() if "postgres-password" in part.get("secrets", [])]
    assert sorted(holders) == ["init", "postgres"]


def test_the_proxy_leads_to_every_service() -> None:
    proxy = (ROOT / "deploy" / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    found = re.search(r"\^/\(\?<service>([a-z|]+)\)", proxy)
    assert found is not None
    assert sorted(found[1].split("|")) == sorted(NAMES)


@pytest.mark.parametrize("secret", COMPOSE["secrets"])
def test_every_secret_is_made(secret: str) -> None:
    script, path = (ROOT / "scripts" / "make-secrets").read_text(encoding="utf-8"), COMPOSE["secrets"][secret]["file"]
    assert path.startswith("./deploy/secrets/")
    assert Path(path).name.removesuffix(".json") in script
