"""A fresh office for each test; Hailar's rules, adopted once, reached it as routing's first entries."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.eventlog.codec import id_of
from shared.eventlog.unit import Message
from tests.integration.ledger.office import Office
from tests.integration.routing.hall import hall


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """What routing says when it adopts Hailar's rules."""
    there = hall(tmp_path_factory.mktemp("rules"))
    said = [Message("routing", e.position, id_of(e.body), e.type, e.subject, e.body) for e in there.house.log.read()]
    there.house.stop()
    return said


@pytest.fixture(scope="session")
def heard(rules: list[Message], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the ledger has heard the rules and nothing else."""
    there = Office(tmp_path_factory.mktemp("heard"))
    there.hear(*rules)
    there.stop()
    return there.folder


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Nothing was heard yet."""
    there = Office(tmp_path)
    yield there
    there.stop()


@pytest.fixture
def ruled(heard: Path, rules: list[Message], tmp_path: Path) -> Iterator[Office]:
    """The rules were heard, so that people may ask."""
    shutil.copytree(heard, tmp_path, dirs_exist_ok=True)
    there = Office(tmp_path)
    there.books["routing"].carry(rules)
    yield there
    there.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """Nothing was heard yet; once on each kind of database."""
    url = request.getfixturevalue("postgres_database") if request.param == "postgresql" else ""
    there = Office(tmp_path, url=url)
    yield there
    there.stop()
