"""The suggestions for a held order, in words: how sure, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.eventlog.fact import Fact
from shared.rules.rules import Rules


@dataclass(frozen=True, slots=True)
class Suggested:
    """`reason` names the catalogue and how many of its keywords are in the text, never which."""

    catalogue: str
    item: str
    unit: str
    level: str
    confidence: int
    reason: str
    outside: str


def suggested(facts: Sequence[Fact], rules: Rules) -> list[Suggested]:
    """The suggestions made when the appeal was noted, the most confident first; those no longer in the rules left out."""
    noted = next((fact for fact in facts if fact.type == "work_order.noted"), None)
    said = noted.data["suggestions"] if noted else ()
    return [_suggested(one, rules) for one in said if one["catalogue"] in rules.catalogue]


def _suggested(one: Mapping[str, Any], rules: Rules) -> Suggested:
    item = rules.catalogue[one["catalogue"]]
    return Suggested(
        catalogue=item.code,
        item=item.title,
        unit=one["unit"],
        level=item.level,
        confidence=one["confidence"],
        reason=_reason(item.name, one["rules"]),
        outside=item.outside,
    )


def _reason(name: str, ids: Sequence[str]) -> str:
    words = sum(id_.startswith("kw:") for id_ in ids)
    kind = "，诉求类别也相符" if any(id_.startswith("kind:") for id_ in ids) else ""
    return f"目录“{name}”的关键词 {words} 条相符{kind}"
