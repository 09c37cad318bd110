"""The monitoring's files as tests ask for them: rules, dashboards, and the names of metrics in their expressions."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
PROMETHEUS = ROOT / "deploy" / "prometheus"
RULES = sorted((PROMETHEUS / "alerts").glob("*.yml"))
TESTS = sorted((PROMETHEUS / "tests").glob("*.yml"))
DASHBOARDS = sorted((ROOT / "deploy" / "grafana" / "dashboards").glob("*.json"))
RUNBOOKS = ROOT / "docs" / "operations" / "alerts"
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
METRIC = re.compile(r"\b(?:huying|process|python|rabbitmq|pg|prometheus|alertmanager)_\w+")
PART = re.compile(r"_(?:bucket|sum|count)$")


def loaded(path: Path) -> Any:
    """A YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def alerts() -> Sequence[Mapping[str, Any]]:
    """Every alert of every group."""
    return [rule for path in RULES for group in loaded(path)["groups"] for rule in group["rules"]]


def panels(path: Path) -> list[dict[str, Any]]:
    """The panels of a dashboard that show something."""
    board = json.loads(path.read_text(encoding="utf-8"))
    return [panel for panel in board["panels"] if panel["type"] != "row"]


def shown(path: Path) -> Iterator[str]:
    """The expressions of a dashboard."""
    return (target["expr"] for panel in panels(path) for target in panel["targets"])


def metrics_in(expression: str) -> set[str]:
    """The names of metrics in an expression, without the part of a histogram."""
    return {PART.sub("", name) for name in METRIC.findall(STRING.sub('""', expression))}
