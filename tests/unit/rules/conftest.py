import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from services.routing.adoption import read_jurisdiction
from shared.rules.rules import Rules, rules_from

HAILAR = Path(__file__).parents[3] / "deploy" / "jurisdictions" / "hailar"


@pytest.fixture(scope="session")
def adopted() -> Mapping[str, Mapping[str, Any]]:
    return read_jurisdiction(HAILAR)


@pytest.fixture(scope="session")
def hailar(adopted: Mapping[str, Mapping[str, Any]]) -> Rules:
    return rules_from(adopted)


@pytest.fixture
def parts(adopted: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Hailar's content, to be spoiled."""
    return copy.deepcopy(dict(adopted))
