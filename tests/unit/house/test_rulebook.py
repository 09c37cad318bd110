"""The rules in force: there when all parts are, exchanged part by part, never half."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from services.routing.adoption import read_jurisdiction
from shared.eventlog.engine import sqlite
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Rows
from shared.house.rulebook import PARTS, Rulebook, digest, rules_adopted
from shared.kernel.actor import Actor
from shared.rules.rules import EMPTY
from shared.rules.rules import PARTS as ALL_PARTS

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    folder = Path(__file__).parents[3] / "deploy" / "jurisdictions" / "hailar"
    return {part: json.dumps(content) for part, content in read_jurisdiction(folder).items()}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = sqlite(tmp_path / "rules.db")
    rules_adopted.create(engine)
    yield engine
    engine.dispose()


def adopt(book: Rulebook, engine: Engine, parts: Mapping[str, str]) -> None:
    """Adopt these parts as routing's log tells it, and commit."""
    with engine.begin() as connection:
        rows = Rows(connection)
        for part, content in parts.items():
            data: dict[str, Any] = {"part": part, "hash": digest(content), "content": content}
            subject = f"rules/{part}"
            fact = Fact(
                "routing", 1, "id", "rules.adopted", subject, "s", 1, NOON, NOON, Actor("system"), "id", data, "", ""
            )
            book.readmodel.apply(False, fact, rows)
        rows.write()
    book.committed()


def test_the_parts_are_those_of_the_rules() -> None:
    assert PARTS == ALL_PARTS


def test_without_all_parts_there_are_no_rules(engine: Engine, parts: dict[str, str]) -> None:
    book = Rulebook(engine, routing=False)
    adopt(book, engine, {part: content for part, content in parts.items() if part != "limits"})
    assert (book.complete, book.current is EMPTY) == (False, True)
    adopt(book, engine, {"limits": parts["limits"]})
    assert book.complete
    assert book.current.units


def test_the_rules_are_there_again_after_a_restart(engine: Engine, parts: dict[str, str]) -> None:
    adopt(Rulebook(engine, routing=False), engine, parts)
    again = Rulebook(engine, routing=False)
    again.load()
    assert again.complete


def test_services_that_adopted_the_same_read_it_once_and_each_has_its_own(
    tmp_path: Path, parts: dict[str, str]
) -> None:
    books = []
    for name in ("one", "other"):
        engine = sqlite(tmp_path / f"{name}.db")
        rules_adopted.create(engine)
        books.append(Rulebook(engine, routing=False))
        adopt(books[-1], engine, parts)
        engine.dispose()
    one, other = (book.current for book in books)
    assert one.units is other.units
    assert one is not other


def test_an_adopted_part_replaces_the_earlier_one(engine: Engine, parts: dict[str, str]) -> None:
    book = Rulebook(engine, routing=False)
    adopt(book, engine, parts)
    before = book.current
    adopt(book, engine, {"templates": parts["templates"].replace(" ", "  ")})
    assert book.current is not before
    assert book.current.units == before.units


def test_parts_that_do_not_fit_together_leave_the_earlier_rules_in_force(engine: Engine, parts: dict[str, str]) -> None:
    book = Rulebook(engine, routing=False)
    adopt(book, engine, parts)
    before = book.current
    adopt(book, engine, {"units": json.dumps({"units": {}})})
    assert book.current is before
    adopt(book, engine, {"units": parts["units"]})
    assert book.current is not before
    assert book.current.units.keys() == before.units.keys()


def test_the_rules_are_read_again_only_after_an_adoption(engine: Engine, parts: dict[str, str]) -> None:
    book = Rulebook(engine, routing=False)
    adopt(book, engine, parts)
    before = book.current
    book.committed()
    assert book.current is before


def test_routing_says_the_rules_and_the_others_hear_them(engine: Engine) -> None:
    assert set(Rulebook(engine, routing=True).readmodel.said) == {"rules.adopted"}
    assert set(Rulebook(engine, routing=False).readmodel.heard) == {("routing", "rules.adopted")}


def test_a_pool_without_a_free_connection_ends_no_committer_and_the_rules_are_read_later(
    tmp_path: Path, parts: dict[str, str]
) -> None:
    engine = sqlite(tmp_path / "rules.db", pool_size=1, max_overflow=0, pool_timeout=0.01)
    rules_adopted.create(engine)
    book = Rulebook(engine, routing=False)
    with engine.connect():
        book.committed()
    before = book.complete
    adopt(book, engine, parts)
    assert (before, book.complete) == (False, True)
    engine.dispose()
