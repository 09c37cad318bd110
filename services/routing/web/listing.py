"""The list of work orders, by tabs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from services.routing.readmodels.parts.query import Part, running, running_count
from services.routing.readmodels.work_orders.query import (
    TRAITS,
    Filter,
    Order,
    Sorting,
    counts,
    listed,
    one,
    overdue,
)
from services.routing.web.forms import TabFilter
from services.routing.web.seeing import scope, title_of
from services.routing.web.words import PART, WAITS_FOR
from shared.kernel.times import midnight, stamp, unstamp
from shared.web.answers import Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.inputs import inputs
from shared.web.paging import Key, Slice, page

LENGTH = 100
FILTERS = ("unit", "due_before", "urgent", "frequent", *TRAITS)
OPEN = ("dispatching", "handling", "answered")


@dataclass(frozen=True, slots=True)
class Line:
    """An order with its title in clear."""

    order: Order
    title: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab shows what is in these states or waits for one of these; `empty` says what will appear there."""

    name: str
    label: str
    empty: str
    states: Sequence[str] = ()
    waits_for: Sequence[str] = ()
    sorting: Sorting = Sorting.DUE
    everywhere: bool = field(default=True)

    def holds(self, state: str, waits_for: str | None) -> bool:
        """Whether an order there is on this tab."""
        return state in self.states or waits_for in self.waits_for


SUPPORTING = Tab("supporting", "协办", "没有请本单位协办的事项。其他单位主办、需要本单位配合的会出现在这里。")
SUSPENDED = Tab("suspended", "挂账", "没有挂账的工单。", waits_for=("suspension",))
LATE = Tab("late", "逾期", "没有逾期的工单。")
TABS = (
    Tab("open", "在办", "没有在办的工单。派到本单位的工单会出现在这里，先到期的在前。", OPEN),
    Tab("dispatch", "待分办", "没有等待分办的工单。", waits_for=("dispatch", "return"), everywhere=False),
    Tab("signing", "待签收", "没有等待签收的工单。", waits_for=("signing",)),
    Tab("contact", "待联系", "没有等待先行联系的工单。", waits_for=("contact",)),
    Tab(
        "answer",
        "办理中",
        "没有正在办理的工单。签收并联系过诉求人的会出现在这里。",
        waits_for=("answer", "extension"),
    ),
    Tab(
        "approval",
        "待签发",
        "没有等待签发的答复。经办人提交的答复会出现在这里，由单位负责人签发。",
        waits_for=("approval",),
    ),
    Tab("closing", "待办结", "没有等待办结的工单。", waits_for=("closing",)),
    SUPPORTING,
    SUSPENDED,
    LATE,
    Tab("done", "已办结", "还没有办结的工单。", ("closed", "archived"), sorting=Sorting.NEWEST),
)


def show(ask: Ask) -> Page:
    """`?tab=&cursor=` and FILTERS."""
    seen = scope(ask)
    tab = next((tab for tab in TABS if tab.name == ask.form.get("tab")), TABS[0])
    wanted = _filter(ask, tab, seen.unit)
    found = lines(ask, wanted, tab.sorting, ask.form.get("cursor")) if tab is not SUPPORTING else Slice((), None)
    filter_ = {name: ask.query(name) for name in FILTERS}
    values = {
        "tabs": _counted(ask, wanted.unit, everywhere=seen.unit is None),
        "tab": tab,
        "found": found,
        "parts": supporting(ask, wanted.unit) if tab is SUPPORTING else (),
        "part_words": PART,
        "filter": {"tab": tab.name, **filter_, "cursor": ask.query("cursor")},
        "inputs": _inputs(ask, tab, filter_, everywhere=seen.unit is None),
        "everywhere": seen.unit is None,
        "waits_for": WAITS_FOR,
    }
    return Page("routing/orders.html", values)


def _filter(ask: Ask, tab: Tab, own: str | None) -> Filter:
    day = ask.form.get("due_before") if tab.sorting is Sorting.DUE else None
    before = midnight(day) if day else None
    if tab is LATE:
        before = min(before, ask.at) if before else ask.at
    unit = own or ask.form.get("unit")
    return Filter(
        unit=unit,
        states=tab.states,
        waits_for=tab.waits_for,
        due_before=before,
        urgent=ask.form.get("urgent"),
        frequent=ask.form.get("frequent"),
        **{name: ask.form.get(name) for name in TRAITS},
    )


@dataclass(frozen=True, slots=True)
class PartLine:
    """A supporting part with the title of its case in clear."""

    part: Part
    title: str


def supporting(ask: Ask, unit: str | None) -> list[PartLine]:
    """The parts that this unit (None: any) must still deliver."""
    engine = ask.service.engine
    found = [(part, one(engine, part.case_no)) for part in running(engine, unit, LENGTH)]
    return [PartLine(part, title_of(ask.service, order)) for part, order in found if order]


def _counted(ask: Ask, unit: str | None, *, everywhere: bool) -> list[tuple[Tab, int]]:
    numbers = counts(ask.service.engine, unit)
    late = overdue(ask.service.engine, unit, ask.at)
    shown = [tab for tab in TABS if everywhere or tab.everywhere]
    others = {LATE.name: late, SUPPORTING.name: running_count(ask.service.engine, unit)}
    return [
        (tab, others.get(tab.name, sum(number for place, number in numbers.items() if tab.holds(*place))))
        for tab in shown
    ]


def _inputs(ask: Ask, tab: Tab, values: Mapping[str, str], *, everywhere: bool) -> list[Any]:
    units = ask.service.rulebook.current.unit_choices
    choices = {
        "unit": units,
        "urgent": (("true", "只看紧急"), ("false", "只看非紧急")),
        "frequent": (("true", "只看多发"), ("false", "只看非多发")),
    }
    controls = inputs(TabFilter, ask, values={**values, "tab": tab.name}, choices=choices)
    hidden = {"cursor", *(() if everywhere else ("unit",)), *(("due_before",) if tab.sorting is Sorting.NEWEST else ())}
    kinds = {"tab": "hidden", "unit": "select"}
    return [replace(one, kind=kinds.get(one.name, one.kind)) for one in controls if one.name not in hidden]


def lines(ask: Ask, wanted: Filter, sorting: Sorting, cursor: str | None = None, limit: int = 50) -> Slice[Line]:
    """One page of orders with their titles."""
    found = orders(ask, wanted, sorting, cursor, limit)
    return Slice([Line(order, title_of(ask.service, order)) for order in found.items], found.next_cursor)


def orders(ask: Ask, wanted: Filter, sorting: Sorting, cursor: str | None, limit: int) -> Slice[Order]:
    """One page of orders."""

    def fetch(after: Key | None, count: int) -> Sequence[Order]:
        return listed(ask.service.engine, wanted, sorting, _after(after, sorting), count)

    return page(fetch, lambda order: _key(order, sorting), cursor, limit)


def _key(order: Order, sorting: Sorting) -> Key:
    if sorting is Sorting.NEWEST or order.due_at is None:
        return (order.case_no,)
    return (stamp(order.due_at), order.case_no)


def _after(key: Key | None, sorting: Sorting) -> tuple[Any, ...] | None:
    if key is None:
        return None
    try:
        if sorting is Sorting.NEWEST:
            (case_no,) = key
            return (str(case_no),)
        due_at, case_no = key
        return (unstamp(str(due_at)), str(case_no))
    except ValueError:
        raise Failure(422, "request.cursor") from None
