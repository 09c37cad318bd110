"""Each thing that is made wrong on purpose is found, and by the words that name it."""

import re
from collections.abc import Iterator

import pytest

from services.supervision.domain.assessment.rates import BY_CODE
from tests.simulation import narrow
from tests.simulation.failures import FAILURES, Failure
from tests.simulation.histories import tell, undistracted
from tests.simulation.invariants import faults
from tests.simulation.misjudging import CONTRARY
from tests.simulation.town import Town

MOST = 90
"""Seeds to look at."""


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with undistracted():
        yield


@pytest.mark.parametrize("name", FAILURES)
def test_what_is_wrong_is_found(name: str) -> None:
    failure = FAILURES[name]
    told = (any(re.search(failure.found_by, fault) for fault in found) for found in histories(failure))
    assert any(told), f"{name} was not found"


def histories(failure: Failure) -> Iterator[list[str]]:
    """The faults of each."""
    if failure.where:
        yield faults(failure.where(Town(**failure.made_of)))
        return
    for seed in (failure.first, *range(1, MOST + 1)):
        yield tell(seed, **failure.made_of).faults


@pytest.mark.parametrize("history", narrow.ALL, ids=lambda history: history.__name__)
def test_nothing_is_found_in_a_narrow_history_where_nothing_is_wrong(history: narrow.History) -> None:
    assert faults(history(Town())) == []


def test_every_rate_is_held_against_the_plain_count() -> None:
    left, seed = set(BY_CODE), 0
    while left and (seed := seed + 1) <= MOST:
        found = tell(seed, rates=CONTRARY).faults
        left -= {code for code in left if any(fault.startswith(f"{code} as of") for fault in found)}
    assert not left
