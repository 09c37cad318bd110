"""A fresh hall for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.routing.hall import Hall, hall as made


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    there = made(tmp_path)
    yield there
    there.house.stop()
