"""Who answers for a case: the lead unit and who signed, the supporting units, and what the case follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.ledger.domain.standing.entry import Entry


@dataclass(frozen=True, slots=True)
class Signer:
    """The officer who signed, with unit and post at that time."""

    account: str
    unit: str
    post: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Helper:
    """A supporting unit. `state`: `assigned`, `signed`, `delivered` or `excused`."""

    unit: str
    state: str = "assigned"
    signed: Signer | None = None


@dataclass(frozen=True, slots=True)
class Responsible:
    """`unit` is the lead unit or "", since when and in which round; `rules` (`<units>+<catalogue>`, twelve hex digits of
    each) those it was dispatched by; `leading` the case it follows, `common_need` the one it belongs to."""

    unit: str = ""
    since: datetime | None = None
    round: int = 0
    form: str = ""
    rules: str = ""
    signed: Signer | None = None
    supporting: tuple[Helper, ...] = ()
    leading: str = ""
    common_need: str = ""


Change = Callable[[Responsible, Entry], Responsible]


def _signer(entry: Entry) -> Signer:
    by = entry.actor
    return Signer(by.account, by.unit, by.post, entry.time)


def dispatched(before: Responsible, entry: Entry) -> Responsible:
    data = entry.data
    supporting = tuple(Helper(unit) for unit in data.get("supporting", ()))
    return Responsible(
        data["unit"], entry.time, data["round"], data.get("form", before.form), data.get("rules", ""), None, supporting
    )


def signed(before: Responsible, entry: Entry) -> Responsible:
    return replace(before, signed=_signer(entry))


def nobody(before: Responsible, entry: Entry) -> Responsible:
    """Back at a desk, or with another case: `leading` and `common_need` say which."""
    data = entry.data
    led, need = data.get("leading", ""), data.get("common_need", "")
    return Responsible(round=data["round"], supporting=before.supporting, leading=led, common_need=need)


def transferred(before: Responsible, entry: Entry) -> Responsible:
    """Inside the district `dispatched` comes next."""
    to = entry.data["to"]
    return Responsible(to, entry.time if to else None, entry.data["round"], supporting=before.supporting)


def released(before: Responsible, _: Entry) -> Responsible:
    return replace(before, leading="")


def unpooled(before: Responsible, _: Entry) -> Responsible:
    return replace(before, common_need="")


def closed(before: Responsible, entry: Entry) -> Responsible:
    """With the answer of another case it has that one's unit."""
    unit = entry.data["unit"]
    return before if unit == before.unit else replace(before, unit=unit, since=entry.time, signed=None)


def opened(before: Responsible, entry: Entry) -> Responsible:
    return replace(before, round=entry.data["round"])


def supported(before: Responsible, entry: Entry) -> Responsible:
    known = {one.unit for one in before.supporting}
    more = tuple(Helper(unit) for unit in entry.data["supporting"] if unit not in known)
    return replace(before, supporting=(*before.supporting, *more))


def parts_released(before: Responsible, _: Entry) -> Responsible:
    return replace(before, supporting=())


def helping(state: str) -> Change:
    """What a supporting unit did, or what was decided about its part."""

    def change(before: Responsible, entry: Entry) -> Responsible:
        by = _signer(entry) if state == "signed" else None
        return replace(before, supporting=tuple(_stands(one, entry, state, by) for one in before.supporting))

    return change


def _stands(one: Helper, entry: Entry, state: str, by: Signer | None) -> Helper:
    return replace(one, state=state, signed=by or one.signed) if one.unit == entry.data["unit"] else one


CHANGES: Mapping[str, Change] = {
    "work_order.opened": opened,
    "work_order.dispatched": dispatched,
    "work_order.reopened": dispatched,
    "work_order.signed": signed,
    "work_order.held": nobody,
    "work_order.merged": nobody,
    "work_order.pooled": nobody,
    "work_order.transferred": transferred,
    "work_order.released": released,
    "work_order.unpooled": unpooled,
    "work_order.closed": closed,
    "work_order.supported": supported,
    "work_order.parts_released": parts_released,
    "part.signed": helping("signed"),
    "part.delivered": helping("delivered"),
    "part.excused": helping("excused"),
}


def after(before: Responsible, entry: Entry) -> Responsible:
    """With one more entry."""
    change = CHANGES.get(entry.type)
    return change(before, entry) if change else before
