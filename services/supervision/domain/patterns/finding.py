"""What a rule says: which entries, and how the one thing was checked that would explain them otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.supervision.domain.patterns.story import Said, Story


@dataclass(frozen=True, slots=True)
class Check:
    """A false-positive check: its code, and in words what was looked at and why it explains nothing here."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry by its place; `words` say what of it counts. `case_no` where it is another case's."""

    service: str
    position: int
    id: str
    type: str
    at: str
    account: str
    unit: str
    case_no: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at. `other` is the case it is compared with, or ""."""

    rule: str
    case_no: str
    round: int
    unit: str
    words: str
    evidence: Sequence[Evidence]
    check: Check
    other: str = ""


def evidence(story: Story, one: Said, words: str = "") -> Evidence:
    """An entry of this case as evidence."""
    at = one.at.isoformat()
    return Evidence(one.service, one.position, one.id, one.type, at, one.account, one.unit, story.case_no, words)
