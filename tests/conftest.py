"""What every test may use."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

# Two shared cores: no deadlines. CI tries the same examples each time, so that a red build can be repeated.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

TOGETHER = ("tests/e2e/", "tests/integration/rebuilding/", "tests/attacks/")
"""Folders whose tests share one demo or record each: making it takes longer than most of them."""
LONG_FIRST = (
    "tests/faults",
    "tests/scenarios",
    "tests/integration/acceptance",
    "tests/attacks",
    "tests/e2e",
    "tests/integration",
)
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


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first."""
    items.sort(
        key=lambda item: next((n for n, folder in enumerate(LONG_FIRST) if folder in item.nodeid), len(LONG_FIRST))
    )


class ByFile(LoadFileScheduling):
    """One worker takes a file whole (its fixtures are made once), and a folder whose files share something dear.

    pytest-xdist 3.8's own groups (`--dist loadgroup`) do nothing under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        shared = next((folder for folder in TOGETHER if nodeid.startswith(folder)), None)
        return shared or str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling | None:
    """How `make test` shares the tests out between its workers."""
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None
