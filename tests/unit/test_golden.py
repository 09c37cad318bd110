"""Today's code reads every type and shape of entry that was ever written."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from services.cli.catalog import specs
from services.routing.adoption import read_jurisdiction
from shared.access.reading import reading
from shared.bus.parking import PARKED
from shared.eventlog.codec import decode
from shared.eventlog.entry import FIRST
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.readmodel import ReadModel, Rows
from shared.house.hear import opened_fields
from shared.house.rulebook import Rulebook
from shared.house.speech import read_into
from shared.kernel.actor import Actor
from shared.kernel.decider import Decider
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.stored import stored_name
from shared.kernel.text import Private
from shared.rules.moment import Moment
from shared.rules.rules import rules_from
from tests.golden.check import event_of, faults
from tests.golden.known import known
from tests.golden.lines import added, read
from tests.golden.values import TIME

BODIES = read()
FACTS = [fact_of(body) for body in BODIES]
HAILAR = Path(__file__).parents[2] / "deploy" / "jurisdictions" / "hailar"
SPECS = list(specs())


def of(service: str, type_: str) -> list[Fact]:
    """The examples of what this service says; `*` for all."""
    return [fact for fact in FACTS if service in ("*", fact.service) and type_ in ("*", fact.type)]


def test_every_line_is_understood_and_every_type_and_shape_has_one() -> None:
    assert faults(known(), BODIES) == []


def test_each_service_s_lines_are_a_chain_so_that_a_changed_line_shows() -> None:
    import hashlib

    ends: dict[str, str] = {}
    for body in BODIES:
        said = decode(body)
        assert said["prevhash"] == ends.get(said["source"], FIRST), said["id"]
        ends[said["source"]] = hashlib.sha256(body).hexdigest()


# every reader


REACTIONS = [(spec.name, reaction) for spec in SPECS for reaction in spec.reactions]


@pytest.fixture(scope="module")
def moment() -> Moment:
    return Moment(TIME, Actor("system:golden"), rules_from(read_jurisdiction(HAILAR)))


def heard_by(reaction: Reaction[Any, Moment], fact: Fact) -> Any:
    """The reader's object, fields typed `Text` opened as the house opens them."""
    data = dict(fact.data)
    for name in opened_fields(reaction.reader):
        if data.get(name) is not None:
            data[f"{name}_closed"], data[name] = data[name], {"value": "供暖不热"}
    return read_into(reaction.reader, data)


@pytest.mark.parametrize(
    ("service", "reaction"), REACTIONS, ids=[f"{name} {reaction.type}" for name, reaction in REACTIONS]
)
def test_every_reaction_reads_what_it_hears(service: str, reaction: Reaction[Any, Moment], moment: Moment) -> None:
    facts = of(reaction.source, reaction.type)
    assert facts, f"nobody says what {service} hears: {reaction.source} {reaction.type}"
    for fact in facts:
        read = heard_by(reaction, fact)
        envelope = (
            fact.id,
            fact.service,
            fact.type,
            fact.subject,
            fact.time,
            fact.recorded_at,
            fact.position,
            fact.actor,
        )
        for command in reaction.react(read, Heard(*envelope), moment):
            assert type(command) in commands_of(service)


def commands_of(service: str) -> set[type]:
    (spec,) = [spec for spec in SPECS if spec.name == service]
    return {command for decider in spec.deciders for command in decider.commands}


def readmodels() -> Iterable[tuple[str, ReadModel]]:
    engine = create_engine("sqlite://")
    for spec in SPECS:
        rulebook = Rulebook(engine, routing=spec.name == "routing").readmodel
        yield from ((spec.name, model) for model in (*spec.readmodels, PARKED, rulebook))


MODELS = list(readmodels())


@pytest.mark.parametrize(("service", "model"), MODELS, ids=[f"{service} {model.name}" for service, model in MODELS])
def test_every_read_model_takes_what_it_is_told(service: str, model: ReadModel) -> None:
    engine = create_engine("sqlite://")
    said = [(True, fact) for type_ in model.said for fact in of(service, type_)]
    heard = [(False, fact) for source, type_ in model.heard for fact in of(source, type_)]
    assert {*model.said, *model.heard} <= {
        *(fact.type for _, fact in said),
        *((fact.service, fact.type) for _, fact in heard),
        ("*", "*"),
    }, "it listens for what nobody says"
    with engine.begin() as connection:
        for table in model.tables:
            table.create(connection)
        for ours, fact in (*said, *heard):
            rows = Rows(connection)
            model.apply(ours, fact, rows)
            rows.write()


DECIDERS = [(spec.name, decider) for spec in SPECS for decider in (*spec.deciders, reading)]


@pytest.mark.parametrize(
    ("service", "decider"), DECIDERS, ids=[f"{service} {decider.name}" for service, decider in DECIDERS]
)
def test_every_aggregate_takes_in_what_it_said(service: str, decider: Decider[Any, Any, Any]) -> None:
    for event in decider.events:
        for fact in of(service, stored_name(event)):
            decider.fold([event_of(known(), fact)])


# what makes it fail


@dataclass(frozen=True, slots=True)
class Signed:
    unit: str
    round: int
    note: Private | None


@dataclass(frozen=True, slots=True)
class SignedWithoutRound:
    unit: str
    note: Private | None


@dataclass(frozen=True, slots=True)
class SignedWithMore:
    unit: str
    round: int
    note: Private | None
    later: str = ""


@dataclass(frozen=True, slots=True)
class SignedByNumber:
    unit: int
    round: int
    note: Private | None


KEY = ("toy", "toy.signed")
LINES = added({KEY: Signed}, [])


def test_a_new_class_gets_its_lines_once() -> None:
    assert len(LINES) == 5
    assert added({KEY: Signed}, LINES) == []
    assert faults({KEY: Signed}, LINES) == []


def test_a_field_that_is_gone_is_found() -> None:
    found = faults({KEY: SignedWithoutRound}, LINES)
    assert found == [f"toy toy.signed {number}: data.round is read no more" for number in range(1, 6)]


def test_a_field_of_another_type_is_found() -> None:
    found = faults({KEY: SignedByNumber}, LINES)
    assert "cannot be read any more: Expected `int`, got `str` - at `$.unit`" in found[0]


def test_a_renamed_type_is_found() -> None:
    found = faults({("toy", "toy.signed_for"): Signed}, LINES)
    assert "toy toy.signed 1: nobody says or reads this type any more; an old type is kept readable" in found
    assert any(fault.startswith("toy toy.signed_for: no line shows") for fault in found)


def test_an_added_field_asks_for_a_line_that_shows_it_and_keeps_the_others() -> None:
    (asked,) = faults({KEY: SignedWithMore}, LINES)
    assert asked == "toy toy.signed: no line shows later: str; run scripts/golden"
    new = added({KEY: SignedWithMore}, LINES)
    assert faults({KEY: SignedWithMore}, [*LINES, *new]) == []


def test_a_line_that_is_not_canonical_is_found() -> None:
    spaced = LINES[0].replace(b'":', b'": ', 1)
    assert faults({KEY: Signed}, [spaced, *LINES[1:]]) == ["toy toy.signed 1: not canonical"]
