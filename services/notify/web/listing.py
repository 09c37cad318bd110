"""The list of deliveries, for page and API alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.notify.readmodels import deliveries
from services.notify.readmodels.deliveries import Row
from shared.house.house import House
from shared.kernel.numbering import read_case_number
from shared.web.paging import LIMIT, Key, Slice, page

FILTERS = ("state", "channel", "case_no")


def listed(house: House, form: Mapping[str, Any], cursor: str | None, limit: int = LIMIT) -> Slice[Row]:
    """One page of what the filter asks for, the newest first."""
    filters = {name: form.get(name, "") for name in FILTERS}
    filters["case_no"] = canonical(filters["case_no"])

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with house.engine.connect() as connection:
            return deliveries.page(connection, filters, int(after[0]) if after else None, count)

    return page(fetch, lambda row: (row["position"],), cursor, limit)


def counted(house: House) -> dict[str, int]:
    """How many there are in each state."""
    with house.engine.connect() as connection:
        return deliveries.counts(connection)


def found(house: House, id_: str) -> Row | None:
    """One delivery."""
    with house.engine.connect() as connection:
        return deliveries.of(connection, id_)


def canonical(typed: str) -> str:
    """A case number as it is stored, however it was typed; what is none stays as it is and finds nothing."""
    try:
        return read_case_number(typed)
    except ValueError:
        return typed
