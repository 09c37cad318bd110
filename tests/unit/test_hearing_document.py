"""The column "heard by" of docs/events.md is what the services' reactions and read models hear."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from services.cli.catalog import NAMES, specs
from shared.access.reading import reading
from shared.house import revoked
from shared.house.asyncapi import PARKING
from shared.house.rulebook import Rulebook
from shared.house.spec import Spec
from shared.kernel.stored import stored_name

EVERY = "every"
"""The heading of what each service says."""
OWN = [(spec.name, stored_name(event)) for spec in specs() for decider in spec.deciders for event in decider.events]
ALL = [*OWN, *((EVERY, type_) for type_ in (*map(stored_name, reading.events), *PARKING))]


def heard_by(spec: Spec) -> set[tuple[str, str]]:
    """What a service is bound to (source, type): by its own reactions and read models, and as every house is."""
    rules = Rulebook(create_engine("sqlite://"), routing=spec.name == "routing").readmodel
    models = (*spec.readmodels, rules, revoked.read_model(spec.name))
    return {(one.source, one.type) for one in spec.reactions} | {pair for model in models for pair in model.heard}


@cache
def hearers() -> dict[tuple[str, str], set[str]]:
    """Who hears a type; the ledger hears all there are."""
    everything = {spec.name for spec in specs() if spec.hears_all}
    heard = {spec.name: heard_by(spec) for spec in specs()}
    return {pair: everything | {name for name, pairs in heard.items() if pair in pairs} for pair in ALL}


def rows(document: str) -> Iterator[tuple[str, str, str]]:
    """Service (of the heading), type and last cell of each row."""
    for part in document.split("\n## ")[1:]:
        service = part.split()[0]
        for line in part.splitlines():
            cells = line.replace("\\|", "/").split(" | ")
            for type_ in re.findall(r"`([a-z_]+\.[a-z_]+)`", cells[0]) if line.startswith("| `") else ():
                yield service, type_, cells[-1].rstrip(" |")


def named(service: str, cell: str) -> set[str]:
    """The services that a cell names, words in brackets aside."""
    words = re.sub(r"\([^)]*\)", "", cell)
    others = set(NAMES) - {service} if "every other service" in words else set()
    return others | (set(re.findall(r"[a-z]+", words)) & set(NAMES))


@pytest.fixture(scope="module")
def said(request: pytest.FixtureRequest) -> dict[tuple[str, str], set[str]]:
    document = (Path(request.config.rootpath) / "docs" / "events.md").read_text(encoding="utf-8")
    return {(service, type_): named(service, cell) for service, type_, cell in rows(document)}


def test_the_document_has_a_row_for_every_type_a_service_says(said: dict[tuple[str, str], set[str]]) -> None:
    assert set(ALL) - set(said) == set()


@pytest.mark.parametrize("pair", ALL, ids=".".join)
def test_the_document_names_who_hears_it(pair: tuple[str, str], said: dict[tuple[str, str], set[str]]) -> None:
    assert said[pair] == hearers()[pair]


def test_a_service_in_brackets_is_no_hearer() -> None:
    row = "## routing\n| `part.made` | to\\|from | notify (tells supervision), ledger |\n"
    assert [named(service, cell) for service, _, cell in rows("\n" + row)] == [{"notify", "ledger"}]
