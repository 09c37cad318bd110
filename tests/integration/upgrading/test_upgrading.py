"""A folder that another version wrote is brought to the present form at the start, and what is new to a service is heard."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from services.cli import embedded
from services.cli.alone import drain, started
from services.cli.catalog import specs
from services.cli.installation import Installation
from services.cli.recovery import upgrading
from services.cli.run import in_form
from services.cli.settings import Settings
from services.intake.feeding import receive
from services.intake.readmodels.appeals import appeals
from services.notify.readmodels.keeping import deliveries
from services.routing.readmodels.work_orders.tables import work_orders
from shared.eventlog.log import directly
from shared.eventlog.schema import progress
from shared.house.house import NotPrepared
from shared.house.renewing import newly_heard, outdated
from shared.house.spec import Spec

ORDER = {
    "title": "厂区门前道路破损",
    "text": "厂区门前市政道路破损严重，坑洼积水，货车无法进出，请尽快修补路面",
    "kind": "求助",
}


@pytest.fixture(autouse=True)
def plain_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.cli.embedded.offload", directly)


@contextmanager
def at_work(folder: Path) -> Iterator[Installation]:
    with started(folder, Settings()) as installation:
        drain(installation)
        yield installation
        drain(installation)


def receives(installation: Installation, number: str) -> str:
    made = receive(installation.houses["intake"], "12345", {"source_no": number, **ORDER})
    drain(installation)
    return made.case_no


def row(installation: Installation, service: str, table: Any, case_no: str) -> dict[str, Any]:
    with installation.houses[service].log.reading() as connection:
        return dict(connection.execute(select(table).where(table.c.case_no == case_no)).mappings().one())


def forget(installation: Installation, service: str, prefix: str) -> None:
    """As if what is noted under these names never had been."""

    def work(connection: Connection) -> None:
        connection.execute(progress.delete().where(progress.c.name.startswith(prefix)))

    installation.houses[service].log.chore(work)


def as_before(monkeypatch: pytest.MonkeyPatch, name: str, **changes: Any) -> None:
    """The installation as a version that knew less built it."""

    def older() -> list[Spec]:
        return [replace(spec, **changes) if spec.name == name else spec for spec in specs()]

    monkeypatch.setattr(embedded, "specs", older)


def test_a_read_model_that_lacks_a_column_is_made_anew(tmp_path: Path) -> None:
    with at_work(tmp_path) as installation:
        number = receives(installation, "UP-1")
        before = row(installation, "routing", work_orders, number)
        assert before["level"]
    with closing(sqlite3.connect(tmp_path / "routing.db")) as database:
        database.execute("ALTER TABLE work_orders DROP COLUMN level")
        database.execute("DELETE FROM progress WHERE name LIKE 'form:work_orders:%'")
        database.commit()
    with at_work(tmp_path) as installation:
        assert row(installation, "routing", work_orders, number) == before
        receives(installation, "UP-2")


def test_what_is_in_its_form_is_left_as_it_is(tmp_path: Path) -> None:
    with at_work(tmp_path) as installation:
        receives(installation, "UP-1")
    with at_work(tmp_path) as installation:
        for house in installation.houses.values():
            assert (outdated(house), newly_heard(house)) == ([], frozenset())


def test_what_is_newly_heard_is_shown_from_the_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = next(spec for spec in specs() if spec.name == "intake")
    deaf = [replace(model, heard={}) if model.name == "appeals" else model for model in intake.readmodels]
    with monkeypatch.context() as older:
        as_before(older, "intake", readmodels=deaf)
        with at_work(tmp_path) as installation:
            number = receives(installation, "UP-1")
            assert row(installation, "intake", appeals, number)["unit"] is None
    with at_work(tmp_path) as installation:
        assert row(installation, "intake", appeals, number)["unit"] == "housing"


def test_a_start_that_is_killed_while_the_past_is_heard_goes_on_at_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = next(spec for spec in specs() if spec.name == "intake")
    deaf = [replace(model, heard={}) if model.name == "appeals" else model for model in intake.readmodels]
    with monkeypatch.context() as older:
        as_before(older, "intake", readmodels=deaf)
        with at_work(tmp_path) as installation:
            numbers = [receives(installation, f"UP-{number}") for number in range(3)]
            forget(installation, "intake", "hears:")  # as a version left it that noted nothing
    with monkeypatch.context() as killed:
        killed.setattr(upgrading, "PAGE", 1)
        killed.setattr(upgrading, "note_present", _killed)
        killed.setattr(upgrading, "_kept", _once(upgrading._kept))
        with pytest.raises(KeyboardInterrupt):
            embedded.build(tmp_path, Settings())
    with at_work(tmp_path) as installation:
        assert {row(installation, "intake", appeals, number)["unit"] for number in numbers} == {"housing"}


def _killed(_: object) -> None:
    raise KeyboardInterrupt


def _once(kept: Callable[..., int]) -> Callable[..., int]:
    """The first page is kept, then comes the kill."""
    seen: list[object] = []

    def page(*arguments: Any) -> int:
        if seen:
            raise KeyboardInterrupt
        seen.append(arguments)
        return kept(*arguments)

    return page


def test_nobody_is_told_of_what_happened_before_the_service_heard_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify = next(spec for spec in specs() if spec.name == "notify")
    fewer = [one for one in notify.reactions if one.type != "work_order.dispatched"]
    with monkeypatch.context() as older:
        as_before(older, "notify", reactions=fewer)
        with at_work(tmp_path) as installation:
            receives(installation, "UP-1")
            told = _told(installation)
    with at_work(tmp_path) as installation:
        assert _told(installation) == told
        receives(installation, "UP-2")
        assert "unit.dispatched" in _told(installation)


def test_a_real_service_waits_for_init_rather_than_show_half_of_what_is_there(tmp_path: Path) -> None:
    with at_work(tmp_path) as installation:
        receives(installation, "UP-1")
    folder = embedded.build(tmp_path, Settings())
    assert in_form(folder) is folder
    forget(folder, "intake", "form:appeals:")
    with pytest.raises(NotPrepared, match="intake: appeals come from another version"):
        in_form(folder)


def _told(installation: Installation) -> list[str]:
    with installation.houses["notify"].log.reading() as connection:
        return sorted(connection.scalars(select(deliveries.c.template)))
