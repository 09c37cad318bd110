"""Several processes of a service may start on a database that the owner has just made."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy

from services.cli import real
from shared.eventlog.log import directly
from tests.integration.real.conftest import installed

TOGETHER = 4


def test_those_who_start_together_make_the_read_models_tables_once(
    postgres_admin: sqlalchemy.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.cli.real.offload", directly)
    with installed(postgres_admin, "realtogether", tmp_path) as where:
        ready = Barrier(TOGETHER)

        def start(_: int) -> bool:
            ready.wait(30)
            house = real.build(where, ["supervision"]).houses["supervision"]
            there = house.database_answers()
            house.stop()
            return there

        with ThreadPoolExecutor(TOGETHER) as starting:
            assert list(starting.map(start, range(TOGETHER))) == [True] * TOGETHER
