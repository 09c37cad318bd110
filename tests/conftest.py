"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Two shared cores: no deadlines. CI tries the same examples each time, so that a red build can be repeated.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

LONG_FIRST = ("tests/faults", "tests/integration/acceptance", "tests/e2e", "tests/integration")
"""Beside each other the workers of `make test` end together only if what takes long begins first."""

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files beside the checkout; they are never part of it, so the test is skipped without them."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data beside the checkout")
    return folder


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker takes a file whole (its fixtures are made once), and all journeys, which share one demo."""
    items.sort(
        key=lambda item: next((n for n, folder in enumerate(LONG_FIRST) if folder in item.nodeid), len(LONG_FIRST))
    )
    for item in items:
        file = item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group("e2e" if file.startswith("tests/e2e") else file))
