from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from services.identity import passwords
from tests.integration.identity.office import Browser, Office


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with little work; the real one's parameters are tested beside the unit tests."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", quick)
    monkeypatch.setattr(passwords, "NOBODYS", quick.hash("of nobody"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """With the demo's accounts."""
    made = Office(tmp_path / "data").with_demo()
    yield made
    made.close()


@pytest.fixture
def browser(office: Office) -> Browser:
    return office.browser()
