"""Where docker-compose.yml mounts what Prometheus and Grafana read, and where these look for it, are the same places."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.cli.catalog import NAMES

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
COMPOSE = yaml.safe_load((DEPLOY.parent / "docker-compose.yml").read_text(encoding="utf-8"))["services"]


def read(path: str) -> Any:
    return yaml.safe_load((DEPLOY / path).read_text(encoding="utf-8"))


def mounted(service: str) -> dict[str, str]:
    """Folder of the container → folder of the checkout."""
    pairs = [volume.removesuffix(":ro").split(":") for volume in COMPOSE[service]["volumes"]]
    return {inside: outside for outside, inside in pairs}


def provisioned(kind: str, key: str) -> list[dict[str, Any]]:
    files = sorted((DEPLOY / "grafana" / "provisioning" / kind).glob("*.y*ml"))
    return [one for file in files for one in yaml.safe_load(file.read_text(encoding="utf-8"))[key]]


def test_grafana_finds_its_dashboards_where_they_are_mounted() -> None:
    places = [provider["options"]["path"] for provider in provisioned("dashboards", "providers")]
    assert places
    assert {mounted("grafana").get(place) for place in places} == {"./deploy/grafana/dashboards"}


def test_grafana_asks_the_prometheus_that_runs() -> None:
    assert [source["url"] for source in provisioned("datasources", "datasources")] == ["http://prometheus:9090"]


def test_alerts_go_to_the_alertmanager_that_runs() -> None:
    managers = read("prometheus/prometheus.yml")["alerting"]["alertmanagers"]
    assert [target for one in managers for part in one["static_configs"] for target in part["targets"]] == [
        "alertmanager:9093"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_prometheus_asks_every_service(name: str) -> None:
    assert f"{name}:8000" in (DEPLOY / "prometheus" / "prometheus.yml").read_text(encoding="utf-8")
