"""Each thing that is made wrong on purpose is found, and by the words that name it."""

import re

import pytest

from tests.simulation.faulty import FAILURES
from tests.simulation.histories import tell, undistracted

MOST = 30
"""Seeds to look at, from the one at which it was found before."""


@pytest.mark.parametrize("name", FAILURES)
def test_what_is_wrong_is_found(name: str) -> None:
    made_of, found_by, first = FAILURES[name]
    with undistracted():
        for seed in range(first, first + MOST):
            if any(re.search(found_by, fault) for fault in tell(seed, **made_of).faults):
                return
    pytest.fail(f"{name} was not found in {MOST} seeds")
