"""A month of the demo says nothing that the golden file does not show."""

import pytest

from services.cli.catalog import specs
from services.cli.installation import Installation
from tests.golden.check import unseen
from tests.golden.lines import read

NAMES = [spec.name for spec in specs()]


@pytest.mark.parametrize("service", NAMES)
def test_every_shape_that_was_played_has_an_example(played: Installation, service: str) -> None:
    assert unseen(read(), [entry.body for entry in played.houses[service].log.read()]) == []
