"""Every duty that any service can create: its lapse is heard, a rule says what card it means, and a deed ends it.

The duties are read out of the code that creates them, so that a new one without an end fails here.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from services.routing.adoption import read_jurisdiction
from services.supervision.reactions.lapses import DEEDS, LAPSING
from shared.rules.rules import Rules, rules_from
from shared.web.words import DUTIES

ROOT = Path(__file__).parents[3]
CREATES = {"duty", "desk_duty", "Duty"}
NAMED_BY_VARIABLES = {("part", "sign"), ("part", "deliver"), ("meeting", "decision"), ("commitment", "keep")}
"""Made in loops, or said by a lapse alone: the rest stands in the code as a word or a constant."""
SHARED = {"late", "extending"}
"""Modules that make no duty of their own."""
OUR_OWN = {("callback", "callback"), ("callback", "settle"), ("callback", "ask_reopen")}
"""Supervision's desk works by its list; it sends itself neither reminders nor letters."""
CARDS = {
    "late_start": {"accept", "dispatch", "sign"},
    "overdue": {
        *("answer", "approve", "close", "deliver", "report_instruction", "decision", "answer_common_need", "keep"),
    },
}
"""The rest are desks' own matters, of which they are reminded: no card, no letter."""


def aggregate_of(path: Path) -> str:
    return path.parts[path.parts.index("domain") + 1].removesuffix(".py")


def constants(tree: ast.AST) -> Mapping[str, str]:
    """`A = "a"`, and `A, B = "a", "b"`."""
    return {
        name.id: value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        for name, value in zip(_items(target), _items(node.value), strict=False)
        if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str)
    }


def _items(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Constants from a sibling module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("services."):
            module = ROOT / node.module.replace(".", "/")
            file = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
            if file.exists():
                known = constants(ast.parse(file.read_text(encoding="utf-8")))
                yield from ((one.asname or one.name, known[one.name]) for one in node.names if one.name in known)


def created() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.glob("services/*/domain/**/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {**constants(tree), **dict(imported(tree))}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            word = first.value if isinstance(first, ast.Constant) else known.get(getattr(first, "id", ""))
            if name in CREATES and isinstance(word, str) and aggregate_of(path) not in SHARED:
                yield aggregate_of(path), word


ALL_DUTIES = sorted({*created(), *NAMED_BY_VARIABLES})


@pytest.fixture(scope="module")
def hailar() -> Rules:
    return rules_from(read_jurisdiction(ROOT / "deploy" / "jurisdictions" / "hailar"))


def test_the_duties_are_found_in_the_code() -> None:
    assert len(ALL_DUTIES) > 20
    assert {duty for _, duty in ALL_DUTIES} - {"settle", "ask_reopen"} == set(DUTIES)


@pytest.mark.parametrize(("aggregate", "duty"), [one for one in ALL_DUTIES if one not in OUR_OWN])
def test_every_duty_is_heard_of_when_it_lapses_and_ended_by_a_deed(aggregate: str, duty: str) -> None:
    assert aggregate in {heard for _, heard in LAPSING}
    ends = [
        type_ for _, type_, duties, _ in DEEDS if type_.partition(".")[0] == aggregate and duty in (duties or (duty,))
    ]
    assert ends


@pytest.mark.parametrize("duty", sorted(DUTIES))
def test_every_duty_has_its_card_or_is_only_reminded_of(duty: str, hailar: Rules) -> None:
    named = next((rule.ground for rule in hailar.cards if duty in rule.duties), "overdue")
    assert named == next((ground for ground, duties in CARDS.items() if duty in duties), "reminded")


def test_no_deed_ends_what_nobody_hears_of() -> None:
    assert {type_.partition(".")[0] for _, type_, _, _ in DEEDS} == {heard for _, heard in LAPSING}
