"""Which orders the asker may see, and opening what is closed for their eyes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.routing.domain.extension import stream_of as extension_stream
from services.routing.domain.part import stream_of as part_stream
from services.routing.domain.work_order import stream_of
from services.routing.readmodels.parts.query import Part, part_of
from services.routing.readmodels.work_orders.query import Order, one
from shared.access.permissions import Scope
from shared.eventlog.fact import Fact, fact_of
from shared.house.house import House
from shared.house.reading import CLOSED, open_for, opened, stored_field
from shared.kernel.numbering import read_case_number
from shared.web.ask import Ask
from shared.web.failures import Failure

OF_THE_CASE = frozenset(
    f"work_order.{name}"
    for name in (
        *("noted", "opened", "classified", "held", "dispatched", "signed", "supplemented", "supported"),
        *("closed", "reopened", "archived"),
    )
)
"""What a supporting unit may read of another unit's order."""
IDENTITY = ("name", "phone", "enterprise")
"""Who asks: not for the unit's eyes where the asker wants to be kept from it."""
RELEASED = "released"
"""A part that the unit has no more: the case is not its to read any longer."""
READ_ALL, READ, OPEN_PERSONAL = "work_orders.read_all", "work_orders.read", "personal.open"


def scope(ask: Ask) -> Scope:
    """All orders, or those of the asker's unit; NotAllowed with neither permission."""
    return ask.scope(everything=READ_ALL, own=READ)


def visible(ask: Ask) -> Order:
    """The order in the address; Failure 404 if there is none that the asker may see."""
    try:
        case_no = read_case_number(ask.arguments["no"])
    except ValueError:
        raise Failure(404, "work_order.unknown") from None
    order = one(ask.service.engine, case_no)
    if order is None or not (scope(ask).sees(order.unit) or own_part(ask, order)):
        raise Failure(404, "work_order.unknown")
    return order


def own_part(ask: Ask, order: Order) -> Part | None:
    """The part of the asker's unit, where another unit leads."""
    unit = ask.who.unit
    part = part_of(ask.service.engine, order.case_no, unit) if unit and unit != order.unit else None
    return part if part and part.state != RELEASED else None


def facts_of(house: House, case_no: str) -> list[Fact]:
    """Everything routing's log says about the case, in order: the order's own facts, its parts' and extensions'."""
    said = [fact_of(entry.body) for entry in house.log.stream(stream_of(case_no))]
    beside = house.log.of_streams(dict.fromkeys(_beside(case_no, said), 0))
    return sorted([*said, *map(fact_of, (entry.body for entry in beside))], key=lambda fact: fact.position)


def _beside(case_no: str, said: Sequence[Fact]) -> set[str]:
    """The streams of the parts and extensions that the order's facts tell of."""
    streams: set[str] = set()
    for fact in said:
        units, round_ = fact.data.get("supporting", ()), fact.data.get("round", 1)
        streams |= {part_stream(case_no, unit, round_) for unit in units}
        streams |= {extension_stream(case_no, unit) for unit in units}
        if fact.type == "work_order.extension_requested":
            streams.add(extension_stream(case_no, fact.data["unit"]))
    return streams


def facts_for(ask: Ask, order: Order) -> list[Fact]:
    """What the asker may read of it: all, but drafts only those of the own unit; as a supporting unit no more than the
    appeal, where the case stands, and what concerns the own part."""
    facts = [
        without_asker(fact) if unnamed(ask, order) else fact
        for fact in facts_of(ask.service, order.case_no)
        if fact.type != "work_order.drafted" or fact.data["unit"] == ask.who.unit
    ]
    if scope(ask).sees(order.unit):
        return facts
    return [fact for fact in facts if fact.type in OF_THE_CASE or ask.who.unit in (fact.data.get("unit"), _by(fact))]


def unnamed(ask: Ask, order: Order) -> bool:
    """Whether the asker is confidential and this person of a unit: the desks that see all cases see who asks."""
    return bool(order.confidential) and scope(ask).unit is not None


def without_asker(fact: Fact) -> Fact:
    """The same fact without anything that says who asks."""
    hidden = {name: None for name in IDENTITY if name in fact.data}
    if fact.data.get("field") in IDENTITY:
        hidden["value"] = None
    if "asker" in fact.data:
        hidden["asker"] = None
    return fact._replace(data={**fact.data, **hidden}) if hidden else fact


def _by(fact: Fact) -> str | None:
    return fact.data.get("by") if fact.type == "extension.lapsed" else None


def title_of(house: House, order: Order) -> str:
    """The title, for lists."""
    return opened(house, order.title, "page.list")


def is_closed(value: object) -> bool:
    """Whether a value of a fact is a closed field."""
    return isinstance(value, Mapping) and "cipher" in value


class Eyes:
    """Opens the closed fields of these facts for one person, after an entry says which kinds of fields they read.

    Without any of the permissions everything reads ‹已加密›.
    """

    def __init__(
        self, ask: Ask, case_no: str, purpose: str, facts: Iterable[Fact], permissions: Iterable[str] = (OPEN_PERSONAL,)
    ) -> None:
        self._house: House = ask.service
        self._purpose = purpose
        self._may = any(map(ask.may, permissions))
        kinds = {name: stored_field(value) for fact in facts for name, value in fact.data.items() if is_closed(value)}
        files = [one for fact in facts for one in fact.data.get("attachments", ())]
        if files:
            kinds["attachments"] = stored_field(files[0]["name"])
        if self._may:
            open_for(self._house, ask.who.actor(), case_no, purpose, kinds)

    def __call__(self, field: Mapping[str, Any] | None) -> str | None:
        """One field in clear; ‹已依法删除› if its key was destroyed."""
        stored = stored_field(field)
        if stored is None:
            return None
        return opened(self._house, stored, self._purpose) if self._may else CLOSED
