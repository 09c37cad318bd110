"""One honest record on each kind of database, put back as it was before each attack."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from shared.testing.servers import postgres
from tests.attacks.place import Place, on_files, on_postgresql
from tests.attacks.world import World, tell
from tests.integration.conftest import missing_is_skipped


class Told:
    """A world, and what there is of it outside: the first checkpoint (on paper), the newest, an old backup."""

    def __init__(self, place: Place) -> None:
        self.world = World(place)
        self.paper, self.backup = tell(self.world)
        self.newest = self.world.checkpoint()
        self.whole = self.world.snapshot()
        self.now = self.world.at.at
        self.sealed = list(self.world.sealed)

    def again(self) -> World:
        """The world as it was told."""
        self.world.put_back(self.whole)
        self.world.at.at = self.now
        self.world.sealed = list(self.sealed)
        return self.world


@pytest.fixture(scope="session")
def admin() -> Iterator[sqlalchemy.Engine]:
    """The superuser of a private PostgreSQL."""
    with missing_is_skipped(), postgres() as url:
        engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The honest record, told once on each kind of database."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        return Told(on_files(folder))
    engine: Any = request.getfixturevalue("admin")
    return Told(on_postgresql(folder, engine))


@pytest.fixture
def world(told: Told) -> Iterator[World]:
    """The honest record, whole; whatever was done to it is undone before the next."""
    there = told.again()
    yield there
    there.stop()
