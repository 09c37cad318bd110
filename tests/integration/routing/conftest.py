"""A fresh hall for each test; the rules are adopted once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.routing.hall import Hall
from tests.integration.routing.hall import hall as made


@pytest.fixture(scope="session")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which nothing has happened but the adoption of Hailar's rules."""
    folder = tmp_path_factory.mktemp("adopted")
    made(folder).house.stop()
    return folder


@pytest.fixture
def hall(adopted: Path, tmp_path: Path) -> Iterator[Hall]:
    """A house of its own."""
    shutil.copytree(adopted, tmp_path, dirs_exist_ok=True)
    there = made(tmp_path)
    yield there
    there.house.stop()
