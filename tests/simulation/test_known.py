"""What the domain does not hold today is still so. A test that fails here is good news: take it out of `known.py`."""

import re

import pytest

from tests.simulation import histories
from tests.simulation.histories import tell, undistracted
from tests.simulation.known import KNOWN, Known


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.why[:60])
def test_what_is_known_not_to_hold_is_found_in_its_history(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(histories, "is_known", lambda _: False)
    with undistracted():
        found = tell(known.seed).faults
    assert [fault for fault in found if re.search(known.fault, fault)], f"mended? then remove it: {known.why}"
