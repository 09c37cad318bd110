"""Exports: each is said once, about its case."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.ledger.domain.export import EvidenceExported, Export, export
from shared.kernel.actor import Actor
from shared.rules.moment import Moment
from shared.rules.rules import EMPTY
from tests.unit.readme_tables import holds

NOON = Moment(datetime(2026, 11, 24, 4, tzinfo=UTC), Actor("jijian"), EMPTY)
CASE = "20261124-7K3QX0M2VBP"
COMMAND = Export(CASE, "once", "ab" * 32, 9, 4, 2, 1, "cli.export", None, NOON)
SAID = EvidenceExported("ab" * 32, 9, 4, 2, 1, "cli.export", None)


def test_an_export_is_said_once() -> None:
    assert export.decide(COMMAND, export.initial) == [SAID]
    assert export.decide(COMMAND, export.fold([SAID], export.initial)) == []


def test_each_export_of_a_case_has_a_stream_of_its_own_about_the_case() -> None:
    one, other = export.address(COMMAND), export.address(replace(COMMAND, once="again"))
    assert one.stream != other.stream
    assert {one.subject, other.subject} == {CASE}


def test_the_table_of_an_export_is_what_the_code_does(root: Any) -> None:
    holds(
        root / "services/ledger/README.md",
        "export",
        export,
        {"open": (), "exported": (SAID,)},
        {"Export": COMMAND},
    )
