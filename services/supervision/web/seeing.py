"""Finding what the address names, and opening what is closed for the asker's eyes."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.state import Callback
from services.supervision.readmodels.callbacks import query
from services.supervision.readmodels.callbacks.query import Row
from shared.eventlog.fact import Fact, fact_of
from shared.house.house import House
from shared.house.reading import CLOSED, open_for, opened, stored_field
from shared.kernel.numbering import read_case_number, stream_id
from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.paging import Key

OPEN_PERSONAL, COMPLAINTS, APPROVE = "personal.open", "complaints.read", "callbacks.approve"
READ_ALL = "work_orders.read_all"
PURPOSE = "page.supervision"
"""The same for callbacks and complaints: the vault counts openings by purpose, and no figure may show a complaint."""


def found(ask: Ask) -> Row:
    """The callback in the address; Failure 404 if there is none."""
    house: House = ask.service
    try:
        case_no = read_case_number(ask.arguments["no"])
    except ValueError:
        raise Failure(404, "callback.unknown") from None
    with house.engine.connect() as connection:
        row = query.of_case(connection, case_no)
    if row is None:
        raise Failure(404, "callback.unknown")
    return row


def own_unit(ask: Ask, read: str) -> str:
    """The unit whose matters alone the asker may see with the permission `read`, or "" for all; NotAllowed with
    neither."""
    return ask.scope(everything=READ_ALL, own=read).unit or ""


def position_in(key: Key | None) -> int | None:
    """The position that a list goes on after; Failure 422 for a cursor that names none."""
    match key:
        case None:
            return None
        case (int(position),):
            return position
        case _:
            raise Failure(422, "request.cursor")


def stream_of(case_no: str) -> str:
    return stream_id("callback", case_no)


def facts_of(house: House, case_no: str) -> list[Fact]:
    """Everything our log says about calling in this case, in order."""
    return [fact_of(entry.body) for entry in house.log.stream(stream_of(case_no))]


def state_of(house: House, case_no: str) -> Callback:
    """The aggregate, for what makes sense to offer."""
    state: Callback = house.executor.state(callback, stream_of(case_no))
    return state


def is_closed(value: object) -> bool:
    """Whether a value of a fact is a closed field."""
    return isinstance(value, Mapping) and "cipher" in value


class Eyes:
    """Opens stored fields for one person, after an entry says which fields they read.

    Without the permission everything reads ‹已加密›, but for the grounds of what one may approve.
    """

    def __init__(
        self, ask: Ask, row: Row, facts: Iterable[Fact], more: Mapping[str, str | None] = MappingProxyType({})
    ) -> None:
        self._house: House = ask.service
        self._may, self._approves = ask.may(OPEN_PERSONAL), ask.may(APPROVE)
        kinds = {name: row[name] for name in ("name", "phone", "public")} | dict(more)
        for fact in facts:
            kinds |= {name: stored_field(value) for name, value in fact.data.items() if is_closed(value)}
        if self._approves and not self._may:
            kinds = {"grounds": kinds["grounds"]} if "grounds" in kinds else {}
        if self._may or self._approves:
            open_for(self._house, ask.who.actor(), row["case_no"], PURPOSE, kinds)

    def stored(self, field: str | None) -> str | None:
        """A field of a read model."""
        if field is None:
            return None
        return opened(self._house, field, PURPOSE) if self._may else CLOSED

    def grounds(self, field: Mapping[str, Any] | None) -> str | None:
        """Why a supervisor would end it for good: who approves it must read that."""
        stored = stored_field(field)
        if stored is None or not self._approves:
            return self.stored(stored)
        return opened(self._house, stored, PURPOSE)

    def __call__(self, field: Mapping[str, Any] | None) -> str | None:
        """A field of a fact."""
        return self.stored(stored_field(field))


def discipline_alone(view: Callable[[Ask], Page | Json]) -> Callable[[Ask], Page | Json]:
    """The view for who may read complaints; for everybody else there is nothing here, whatever the address names."""

    def see(ask: Ask) -> Page | Json:
        if not ask.may(COMPLAINTS):
            raise Failure(404)
        return view(ask)

    return see
