"""Opening closed fields for a person's eyes: recorded first, then opened."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shared.access.reading import RecordReading
from shared.house.speech import read_into
from shared.kernel.actor import Actor
from shared.kernel.text import Closed, Text, case_key
from shared.vault import Shredded

if TYPE_CHECKING:
    from shared.house.house import House

_json = json.JSONEncoder(separators=(",", ":")).encode
CLOSED = "‹已加密›"
DESTROYED = "‹已依法删除›"


def stored_field(field: Any) -> str | None:
    """A closed field of a fact as a read model keeps it: JSON text with its home."""
    return None if field is None else _json(field)


def open_for(
    house: "House",
    by: Actor,
    subject: str,
    purpose: str,
    fields: Mapping[str, str | None],
    *,
    once: str | None = None,
    reason: str | None = None,
) -> dict[str, str | None]:
    """The stored fields in clear, after an entry said who reads what; a destroyed one reads ‹已依法删除›.

    Absent fields stay None. `once` defaults to the day.
    """
    moment = house.moment(by)
    names = tuple(sorted(name for name, field in fields.items() if field is not None))
    if names:
        counted = once or moment.at.date().isoformat()
        house.execute(RecordReading(subject, purpose, counted, names, reason_text(house, subject, reason), moment))
    return {name: field and opened(house, field, purpose) for name, field in fields.items()}


def reason_text(house: "House", subject: str, reason: str | None) -> Text | None:
    """The reason, to be closed under the case's key; none where that key was destroyed and closes nothing any more."""
    return Text(reason) if reason and not house.vault.shredded(case_key(subject)) else None


def opened(house: "House", field: str, purpose: str) -> str:
    """One stored field in clear, for the service's own work; ‹已依法删除› if its key was destroyed."""
    try:
        return house.vault.open(read_into(Closed, json.loads(field)), purpose)
    except Shredded:
        return DESTROYED
