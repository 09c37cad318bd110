"""A fresh room for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.notify.room import Room
from tests.integration.notify.room import room as made


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    there = made(tmp_path)
    yield there
    there.house.stop()
