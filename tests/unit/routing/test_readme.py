"""The README's tables of the aggregates around a work order are what the code does; their events can be stored."""

import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from shared.house.speech import Speech, plain
from shared.kernel.stored import stored_name
from shared.kernel.text import Closed, Home, Text
from tests.unit.readme_tables import holds
from tests.unit.routing.matters import DECIDERS, TOLD, commands, said, states
from tests.unit.routing.orders import CASE

README = Path("services/routing/README.md")
EVENTS = [event for decider in DECIDERS.values() for event in decider.events]


@pytest.mark.parametrize("name", DECIDERS)
def test_the_table_is_what_the_code_does(root: Path, name: str) -> None:
    holds(root / README, name, DECIDERS[name], states(name), commands(name))


@pytest.mark.parametrize("event", EVENTS, ids=stored_name)
def test_the_document_of_events_names_every_field(root: Path, event: type) -> None:
    lines = (root / "docs" / "events.md").read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith(f"| `{stored_name(event)}`")]
    assert [field.name for field in fields(event) if not re.search(rf"\b{field.name}\b", row)] == []


def elsewhere(text: Text, path: str) -> Closed:
    return Closed(text.key or "", 1, "nonce", "cipher", "digest", Home(CASE, "other", path))


@pytest.mark.parametrize("name", DECIDERS)
def test_the_state_is_the_same_whether_folded_from_what_was_said_or_stored(name: str) -> None:
    decider, speech, own = DECIDERS[name], Speech(DECIDERS[name].events), Home(CASE, "own", "")
    for way in (*states(name).values(), said(name, *TOLD[name][:2])):
        stored = [speech.event(stored_name(type(event)), plain(event, own, elsewhere)) for event in way]
        assert public_left_out(decider.fold(stored)) == public_left_out(decider.fold(way))


def public_left_out(state: Any) -> Any:
    """The answer of a common need is open when said, and closed when read."""
    return replace(state, public=None) if hasattr(state, "public") else state
