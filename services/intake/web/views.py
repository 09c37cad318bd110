"""How an appeal is shown to who asked and to the source."""

from typing import Any

from services.intake.readmodels.appeals import Row
from shared.house.house import House
from shared.house.reading import opened

RATED_WHEN = ("closed", "archived", "answered_at_once")
"""The states in which there is an answer to rate."""
STAGES = ("登记", "受理", "派单", "办理", "答复办结", "回访归档")
REACHED = {"received": 0, "accepted": 1, "dispatched": 2, "handling": 3, "reopened": 3, "closed": 4, "archived": 5}


def track(state: str) -> tuple[tuple[str, bool, bool], ...]:
    """The stages of a case with (label, reached, here now); none for a case that ended on the way."""
    if state not in REACHED:
        return ()
    return tuple((label, step <= REACHED[state], step == REACHED[state]) for step, label in enumerate(STAGES))


def followed(house: House, row: Row) -> dict[str, Any]:
    """Number, state, lead unit, and the answer once it is closed; nothing personal."""
    unit = house.rulebook.current.units.get(row["unit"] or "")
    return {
        "case_no": row["case_no"],
        "source_no": row["source_no"],
        "state": row["state"],
        "unit": row["unit"],
        "unit_name": unit.name if unit else None,
        "round": row["round"],
        "received_at": row["received_at"],
        "changed_at": row["changed_at"],
        "decline_reason": row["decline_reason"],
        "advice": opened(house, row["advice"], "asker.follow") if row["advice"] else None,
        "answer": opened(house, row["answer"], "asker.follow") if row["answer"] else None,
        "end": row["end"],
        "confidential": bool(row["confidential"]),
    }
