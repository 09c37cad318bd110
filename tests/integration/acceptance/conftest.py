"""A data folder and the command line on it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.acceptance.commands import Huying

Another = Callable[[str], Huying]


@pytest.fixture
def huying(tmp_path: Path) -> Huying:
    """The command line on a fresh data folder."""
    return Huying(tmp_path / "var")


@pytest.fixture
def another(tmp_path: Path) -> Another:
    """The command line on further fresh data folders, by name."""
    return lambda name: Huying(tmp_path / name)
