"""The system as docker-compose.yml brings it up, once for all tests, and the figures seen on the way."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compose.building import HUYING, ROOT, build_all
from tests.compose.engine import Engine, NoEngine, engine
from tests.compose.house import House
from tests.compose.people import People

FIGURES: dict[str, float] = {}
"""What was measured: seconds, or MB where the name says so."""


@pytest.fixture(scope="session")
def docker() -> Iterator[Engine]:
    """A Docker engine; without one the tests are skipped, in CI it is an error."""
    try:
        with engine() as found:
            yield found
    except NoEngine as why:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(why))


@pytest.fixture(scope="session")
def figures() -> dict[str, float]:
    """Where to write down what was measured."""
    return FIGURES


@pytest.fixture(scope="session")
def house(docker: Engine, tmp_path_factory: pytest.TempPathFactory, figures: dict[str, float]) -> Iterator[House]:
    """Up and healthy. Taken down at the end with its data; its images stay for the next time."""
    images = build_all(docker)
    figures["image MB"] = int(docker.docker("image", "inspect", "-f", "{{.Size}}", HUYING)) / 1e6
    running = House(docker, tmp_path_factory.mktemp("compose"), images)
    running.compose("down", "--volumes", "--remove-orphans")  # what a run that was killed left behind
    try:
        running.make_secrets()
        figures["up"] = running.up()
        yield running
    finally:
        running.compose("down", "--volumes", "--remove-orphans")


@pytest.fixture(scope="session")
def people(house: House) -> People:
    """Accounts as the first administrator makes them."""
    return People(house)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was measured, and keep it in build/compose.json."""
    if not FIGURES:
        return
    file = ROOT / "build" / "compose.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(FIGURES, indent=1) + "\n")
    terminalreporter.section("compose")
    for name, value in FIGURES.items():
        terminalreporter.write_line(f"{value:8.1f}  {name}" + ("" if name.endswith("MB") else " (s)"))
    terminalreporter.write_line(f"written to {Path('build', file.name)}")
