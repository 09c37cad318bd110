"""Towns that are stopped when their test is over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.house.spec import Spec
from tests.integration.house import desk, shop
from tests.integration.house.town import Town

Build = Callable[..., Town]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """Builds a town on the test's folder (shop and desk unless specs are given), stopping the one before."""
    towns: list[Town] = []

    def built(*specs: Spec) -> Town:
        stop_all()
        town = Town(tmp_path, *(specs or (shop.SPEC, desk.spec())))
        towns.append(town)
        return town.start()

    def stop_all() -> None:
        while towns:
            towns.pop().stop()

    yield built
    stop_all()


@pytest.fixture
def town(build: Build) -> Town:
    return build()


@pytest.fixture
def trouble() -> desk.Trouble:
    return desk.Trouble()
