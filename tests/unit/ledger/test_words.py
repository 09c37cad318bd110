"""Every type of entry and every code that people meet has its Chinese word."""

import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import services
from services.ledger.web.fields import FIELDS, OWN
from services.ledger.web.words import ALARMS
from shared.kernel import stored
from shared.web.steps import STEPS

for module in walk_packages(services.__path__, "services."):
    if ".domain" in module.name:
        import_module(module.name)
import_module("shared.access.reading")

PARKING = ("message.parked", "message.replayed", "message.discarded")
STORED = {name: cls for cls, name in stored._NAMES.items() if cls.__module__.startswith(("services.", "shared."))}
NOT_FOR_PEOPLE = {
    *("asker", "ask", "source_ref", "number", "has_receipt", "callback_by", "credit_code", "credit_code_valid"),
    *("kind_said", "place", "confidence", "rules", "suggestions", "return_by", "closed_at", "at", "template"),
    "watch",
    *("delivery", "asked_to_reopen", "fields", "purpose", "colour"),
    *("at_once", "next_at", "about", "explain"),
    *("at_desk", "link", "which"),
    *("article", "version", "stream", "back_to", "valid", "digest", "templates", "template_hash", "happened"),
}
"""What stays in the API: ids, what the rules saw, and what other fields say better."""
OF_NO_CASE = (
    *("account.", "session.", "rules.", "feed.", "complaint.", "clue.", "review.", "asker.", "outbox.", "ledger."),
    *("letter_number.", "table.", "commitment.", "knowledge.", "enterprise.", "digest."),
)


@pytest.mark.parametrize("name", sorted({*STORED, *PARKING}))
def test_every_stored_type_has_a_chinese_word(name: str) -> None:
    assert re.search(r"[一-鿿]", STEPS[name])


def test_the_stored_types_of_all_services_were_found() -> None:
    assert {name.partition(".")[0] for name in STORED} >= {"appeal", "work_order", "callback", "delivery", "account"}
    assert len(STORED) >= 60


def test_every_type_of_the_events_document_has_a_word(root: Path) -> None:
    rows = (root / "docs" / "events.md").read_text(encoding="utf-8").splitlines()
    heads = [row.split("|")[1] for row in rows if row.startswith("| `")]
    named = {name for head in heads for name in re.findall(r"`([a-z_]+\.[a-z_]+)`", head)}
    assert named
    assert named <= STEPS.keys()


def test_alarms_are_types_that_there_are() -> None:
    assert {*STORED, *PARKING} >= ALARMS
    assert {type_ for type_, _ in OWN} <= {*STORED, *PARKING}


@pytest.mark.parametrize("name", sorted(name for name in STORED if not name.startswith(OF_NO_CASE)))
def test_every_field_of_a_case_s_entry_is_told_or_left_out_on_purpose(name: str) -> None:
    known = {*FIELDS, *(field for type_, field in OWN if type_ == name), *NOT_FOR_PEOPLE}
    assert {field.name for field in fields(STORED[name])} - known == set()
