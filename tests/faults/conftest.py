"""One installation for many faults, made anew after one that ended badly; the table at the end."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict

import pytest

from shared.testing.process import ServerMissing
from tests.faults.outcome import HEADER, Outcome, write
from tests.faults.town import Town, town


class Hall:
    """Keeps the town between tests."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._town: Town | None = None

    def town(self) -> Town:
        if self._town is None:
            try:
                self._town = self._stack.enter_context(town())
            except ServerMissing as missing:
                if os.environ.get("CI"):
                    raise
                pytest.skip(str(missing))
        self._town.await_ready()
        return self._town

    def abandon(self) -> None:
        self._town = None
        self._stack.close()


@pytest.fixture(scope="session")
def hall() -> Iterator[Hall]:
    hall = Hall()
    yield hall
    hall.abandon()


@pytest.fixture
def shared_town(hall: Hall, request: pytest.FixtureRequest) -> Iterator[Town]:
    """The town of most tests; it is given up if the test fails."""
    yield hall.town()
    if request.node.stash.get(FAILED, ""):
        hall.abandon()


FAILED = pytest.StashKey[str]()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    result = yield
    if result.get_result().failed:  # type: ignore[attr-defined]
        item.stash[FAILED] = call.excinfo.exconly() if call.excinfo else "it failed"


PROPERTY = "fault"


@pytest.fixture
def fault(request: pytest.FixtureRequest) -> Iterator[Outcome]:
    """The outcome of this test's fault, named after the test; timed, and put into the table whatever happens."""
    outcome, began = Outcome(request.node.name.removeprefix("test_").replace("_", " ")), time.monotonic()
    sys.stderr.write(f"FAULT_SEED={outcome.seed}: {outcome.fault}\n")
    yield outcome
    outcome.seconds = round(time.monotonic() - began, 1)
    why = request.node.stash.get(FAILED, "")
    if why and outcome.good:
        outcome.unexpected.append(why)
    sys.stderr.write(f"{outcome.line()}\n{outcome.told()}\n")
    request.node.user_properties.append((PROPERTY, asdict(outcome)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table; reports bring the outcomes here from the processes that ran the tests."""
    found: dict[str, Outcome] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == PROPERTY:
                    found[report.nodeid] = Outcome(**value)
    if found:
        outcomes = list(found.values())
        write(outcomes)
        terminalreporter.section("faults")
        for line in (HEADER, *(outcome.line() for outcome in outcomes)):
            terminalreporter.write_line(line)
