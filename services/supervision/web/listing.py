"""The list of callbacks, for page and API alike, and its tabs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.supervision.readmodels.callbacks import query
from services.supervision.readmodels.callbacks.query import After, Filter, Row, Sorting
from services.supervision.web.forms import TabFilter
from services.supervision.web.words import DUE, STATES
from shared.house.house import House
from shared.kernel.times import stamp, unstamp
from shared.web.answers import Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.inputs import Input, inputs
from shared.web.paging import LIMIT, Key, Slice, page

CALLABLE = ("planned", "attempting", "recorded")


@dataclass(frozen=True, slots=True)
class Tab:
    """`empty` says what will appear there."""

    name: str
    label: str
    wanted: Filter
    sorting: Sorting
    empty: str


TABS = (
    Tab(
        "call",
        "待回访",
        Filter(CALLABLE, True),
        Sorting.DUE,
        "没有要打的回访电话。工单办结后会出现在这里，先到期的在前。",
    ),
    Tab(
        "source",
        "来源平台回访",
        Filter(CALLABLE, False),
        Sorting.DUE,
        "没有等来源平台回访的事项。到期没有回传的，会转到“待回访”。",
    ),
    Tab(
        "settle",
        "待裁定",
        Filter(("referred",)),
        Sorting.DUE,
        "没有等待裁定的事项。重办后仍不满意、或没有同意重办的，会出现在这里。",
    ),
    Tab(
        "approve",
        "待批准",
        Filter(("referred",), proposed=True),
        Sorting.DUE,
        "没有等待批准的终结。督查提请终结的，由另一人在这里批准。",
    ),
    Tab(
        "reopen",
        "重办中",
        Filter(("reopen_asked", "reopening")),
        Sorting.LATEST,
        "没有正在重办的事项。第一次不满意的会提请重办。",
    ),
    Tab("done", "已回访", Filter(("settled", "dropped")), Sorting.LATEST, "还没有办完的回访。"),
)


def show(ask: Ask) -> Page:
    """`?tab=&unit=&cursor=`."""
    house: House = ask.service
    tab = next((tab for tab in TABS if tab.name == ask.query("tab")), TABS[0])
    asked = {"tab": tab.name, "unit": ask.query("unit"), "cursor": ask.query("cursor")}
    with house.engine.connect() as connection:
        numbers, proposed = query.counts(connection), query.proposals(connection)
    values = {
        "tabs": [(one, proposed if one.wanted.proposed else _count(one.wanted, numbers)) for one in TABS],
        "tab": tab,
        "found": listed(house, replace(tab.wanted, unit=asked["unit"]), tab.sorting, asked["cursor"]),
        "asked": asked,
        "inputs": _inputs(ask, asked),
        "states": STATES,
        "due_words": DUE,
    }
    return Page("supervision/callbacks.html", values)


def _count(wanted: Filter, numbers: Mapping[tuple[str, bool], int]) -> int:
    fits = {(state, ours) for state, ours in numbers if state in wanted.states and wanted.ours in (None, ours)}
    return sum(numbers[place] for place in fits)


def _inputs(ask: Ask, asked: Mapping[str, str]) -> list[Input]:
    units = ask.service.rulebook.current.unit_choices
    controls = inputs(TabFilter, ask, values=asked, choices={"unit": units})
    return [replace(one, kind="select") if one.name == "unit" else one for one in controls]


def listed(house: House, wanted: Filter, sorting: Sorting, cursor: str | None, limit: int = LIMIT) -> Slice[Row]:
    """One page of callbacks."""

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with house.engine.connect() as connection:
            return query.listed(connection, wanted, sorting, _after(after, sorting), count)

    return page(fetch, lambda row: _key(row, sorting), cursor, limit)


def _key(row: Row, sorting: Sorting) -> Key:
    at = row["due_at"] if sorting is Sorting.DUE else row["changed_at"]
    return (sorting.value, stamp(at), row["case_no"])


def _after(key: Key | None, sorting: Sorting) -> After | None:
    """Where to go on; a cursor of a list sorted otherwise is refused."""
    if key is None:
        return None
    try:
        kind, at, case_no = (str(part) for part in key)
        if kind != sorting.value:
            raise ValueError(kind)
        return unstamp(at), case_no
    except ValueError:
        raise Failure(422, "request.cursor") from None


def sorting_of(form: Mapping[str, Any]) -> Sorting:
    """What is waiting for somebody is listed by due time, everything else by its latest change."""
    return (
        Sorting.DUE
        if form.get("proposed") or form.get("state") in (*CALLABLE, "reopen_asked", "referred")
        else Sorting.LATEST
    )
