"""Opening what clues and reviews say: for the room's own work, and for a person's eyes after an entry says who reads."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from services.supervision.web.seeing import PURPOSE
from shared.house.house import House
from shared.house.reading import open_for, opened
from shared.kernel.times import unstamp
from shared.web.ask import Ask

READ, HANDLE, LEAD = "reviews.read", "reviews.handle", "reviews.lead"
LISTED = "clue/list", "review/list"
"""The subjects that looking through a list is recorded under, once a day: nothing is about one of them."""


def in_clear(house: House, field: str | None) -> str:
    """One stored field, for the room's own work; "" for none."""
    return opened(house, field, PURPOSE) if field else ""


def document(text: str | None) -> dict[str, Any]:
    """What was closed as JSON; what is none is its words alone."""
    try:
        said = json.loads(text or "{}")
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {"words": text}


def read(ask: Ask, subject: str, fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """In clear, recorded under the subject."""
    return open_for(ask.service, ask.who.actor(), subject, PURPOSE, fields)


def read_list(ask: Ask, subject: str, fields: Sequence[str | None]) -> list[str]:
    """One field of each row of a list, recorded once for all of them."""
    first = next((field for field in fields if field), None)
    if first:
        open_for(ask.service, ask.who.actor(), subject, PURPOSE, {"summary": first})
    return [in_clear(ask.service, field) for field in fields]


CLUE = ("rule", "case_no", "round", "unit", "words", "other", "kind", "about", "act", "name", "phone")
ABOUT = ("units", "cases", "persons", "clues")


def as_clue(content: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that a page shows of a clue, "" where it says nothing; times of evidence as times."""
    proofs = [{**proof, "at": unstamp(proof["at"])} for proof in content.get("evidence", ())]
    check = content.get("check") or {"code": "", "words": ""}
    return {**dict.fromkeys(CLUE, ""), **content, "evidence": proofs, "check": check}


def as_about(about: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that a page shows of what a review is about."""
    return {name: about.get(name) or [] for name in ABOUT}
