"""One installation for many faults, made anew after one that ended badly; the table at the end."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from shared.testing.process import ServerMissing
from tests.faults import outcome as outcomes
from tests.faults.outcome import HEADER, OUTCOMES, Outcome
from tests.faults.town import Town, town

Fault = Callable[[str], "Outcome"]


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
    if request.node.stash.get(FAILED, False):
        hall.abandon()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    result = yield
    if result.get_result().failed:  # type: ignore[attr-defined]
        item.stash[FAILED] = True


@contextmanager
def judged(fault: str) -> Iterator[Outcome]:
    """The outcome of a fault, timed and put into the table whatever happens."""
    outcome, began = Outcome(fault), time.monotonic()
    sys.stderr.write(f"FAULT_SEED={outcome.seed}: {fault}\n")
    OUTCOMES.append(outcome)
    try:
        yield outcome
    except BaseException as error:
        outcome.unexpected.append(f"{type(error).__name__}: {error}")
        raise
    finally:
        outcome.seconds = round(time.monotonic() - began, 1)


@pytest.fixture
def fault(request: pytest.FixtureRequest) -> Iterator[Outcome]:
    """The outcome of this test's fault, named after the test; a find fails the test."""
    name = request.node.name.removeprefix("test_").replace("_", " ")
    with judged(name) as outcome:
        yield outcome


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if OUTCOMES:
        outcomes.write()
        terminalreporter.section("faults")
        for line in (HEADER, *(outcome.line() for outcome in OUTCOMES)):
            terminalreporter.write_line(line)
