"""The same contract on SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from shared.vault import Vault, connect, create
from tests.integration.vault.support import vault_at


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database's SQLAlchemy URL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/vault.db"
    database: str = request.getfixturevalue("postgres_database")
    return database


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = connect(url)
    create(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def vault(engine: Engine) -> Vault:
    return vault_at(engine)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """A vault in a file, `vault.db` in `tmp_path`."""
    engine = connect(f"sqlite:///{tmp_path}/vault.db")
    create(engine)
    yield engine
    engine.dispose()
