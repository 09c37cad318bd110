"""A fresh office for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.supervision.office import Office
from tests.integration.supervision.office import office as made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    there = made(tmp_path)
    yield there
    there.house.stop()
