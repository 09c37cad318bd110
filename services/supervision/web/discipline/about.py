"""What a review is about: units, cases, persons and clues, as the clues say it. And who may not review it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.supervision.readmodels import reviewers
from services.supervision.readmodels.dossier import query
from services.supervision.web.discipline.seeing import HANDLE
from shared.house.house import House

About = Mapping[str, Any]
LISTS = ("units", "cases", "persons", "clues")


def about_of(subject: str, content: Mapping[str, Any], *, unit: str = "", case_no: str = "") -> About:
    """Of one clue, with what was written beside it. `other` is the case that a rule compared with."""
    persons = [str(content["about"])] if content.get("about") else []
    return {
        "units": _kept(content.get("unit"), unit),
        "cases": _kept(content.get("case_no"), content.get("other"), case_no),
        "persons": persons,
        "clues": [subject],
    }


def _kept(*values: Any) -> list[str]:
    return list(dict.fromkeys(str(value) for value in values if value))


def together(one: About, other: About) -> About:
    """Both, each thing once."""
    return {name: list(dict.fromkeys([*one.get(name, ()), *other.get(name, ())])) for name in LISTS}


def written(about: About) -> str:
    return json.dumps(about, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who may be assigned, and the units the person belongs to, or belonged to when acting in these cases."""

    account: str
    name: str
    units: tuple[str, ...]


def candidates(house: House, cases: Collection[str]) -> tuple[Sequence[Candidate], Sequence[str]]:
    """Everybody with the permission, and the accounts that took part in the cases."""
    with house.engine.connect() as connection:
        able = reviewers.who_may(connection, HANDLE, house.rulebook.current.roles)
        took = query.took_part(connection, cases) if cases else {}
    people = [Candidate(row["account"], row["name"], _units(row["unit"], took.get(row["account"], ()))) for row in able]
    return people, sorted(took)


def _units(now: str | None, then: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({now or "", *then} - {""}))
