"""Hailar's own rules, for what is filled with its words."""

from pathlib import Path

import pytest

from services.routing.adoption import read_jurisdiction
from shared.rules.rules import Rules, rules_from


@pytest.fixture(scope="session")
def hailar() -> Rules:
    folder = Path(__file__).parents[3] / "deploy" / "jurisdictions" / "hailar"
    return rules_from(read_jurisdiction(folder))
