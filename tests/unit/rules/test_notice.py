"""Hailar's units against the notice they come from."""

import re
from pathlib import Path

import pytest

from shared.rules.rules import Rules

SEED = Path(__file__).parents[4] / "shared" / "seed"
HEADING = re.compile(r"^(二|三)、|^（([一二三四])）|^(\d)\. ", re.MULTILINE)
LIST = re.compile(r"（责任单位：([^）)]*)[）)]")
UNITS_PER_CLAUSE = {
    "二（一）1": 6,
    "二（一）2": 18,
    "二（一）3": 12,
    "二（二）1": 12,
    "二（二）2": 17,
    "二（三）1": 12,
    "二（三）2": 18,
    "二（四）1": 18,
    "二（四）2": 18,
    "三（一）": 18,
    "三（二）": 18,
    "三（三）": 17,
    "三（四）": 19,
}


def clauses_of(notice: str) -> dict[str, tuple[str, ...]]:
    """Clause → the names listed after it, read from the text alone."""
    found, chapter, section, number = {}, "", "", ""
    for match in re.finditer(f"{HEADING.pattern}|{LIST.pattern}", notice, re.MULTILINE):
        if match[1]:
            chapter, section, number = match[1], "", ""
        elif match[2]:
            section, number = f"（{match[2]}）", ""
        elif match[3]:
            number = match[3]
        else:
            names = re.sub(r"\s", "", match[4]).split("、")
            found[f"{chapter}{section}{number}"] = tuple(dict.fromkeys(name.removeprefix("区") for name in names))
    return found


def test_the_clauses_have_as_many_units_as_were_counted_in_the_notice(hailar: Rules) -> None:
    assert {clause.ref: len(clause.units) for clause in hailar.clauses} == UNITS_PER_CLAUSE


def test_the_notice_has_twenty_four_units_and_discipline_is_marked_as_added(hailar: Rules) -> None:
    assert sum(not unit.added for unit in hailar.units.values()) == 24
    assert [code for code, unit in hailar.units.items() if unit.added] == ["discipline"]
    assert all(unit.clauses for unit in hailar.units.values() if not unit.added)


def test_every_list_of_responsible_units_is_that_of_the_notice(hailar: Rules) -> None:
    texts = sorted(SEED.glob("*.txt"))
    if not texts:
        pytest.skip("the notice (../shared/seed) is not beside this checkout")
    notice = clauses_of(texts[0].read_text(encoding="utf-8"))
    short = {code: unit.short.removeprefix("区") for code, unit in hailar.units.items()}
    assert {clause.ref: tuple(short[unit] for unit in clause.units) for clause in hailar.clauses} == notice


def test_a_unit_knows_the_clauses_it_answers_for(hailar: Rules) -> None:
    assert hailar.units["publicity"].clauses == ("三（四）",)
    assert hailar.units["investment"].clauses == tuple(
        ref for ref in UNITS_PER_CLAUSE if ref not in {"二（一）1", "三（三）"}
    )
    assert hailar.units["discipline"].clauses == ()
