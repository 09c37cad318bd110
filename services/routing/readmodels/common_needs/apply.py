"""What each fact of a common need changes in its row."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from services.routing.readmodels.common_needs.tables import common_needs
from services.routing.readmodels.work_orders import tasks as due
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Rows
from shared.house.reading import stored_field


def need_of(fact: Fact) -> str:
    """The id in `common_need/<id>`."""
    return fact.subject.partition("/")[2]


def _put(fact: Fact, rows: Rows, **values: Any) -> None:
    rows.put(common_needs, need=need_of(fact), **values)


def _members(fact: Fact, rows: Rows) -> list[str]:
    row = rows.get(common_needs, need_of(fact)) or {}
    return list(read(row.get("members")))


def read(members: str | None) -> tuple[str, ...]:
    """The case numbers in a row's column."""
    return msgspec.json.decode(members, type=tuple[str, ...]) if members else ()


def _written(members: list[str]) -> str:
    return msgspec.json.encode(members).decode()


def gathered(fact: Fact, rows: Rows) -> None:
    data = fact.data
    _put(
        fact,
        rows,
        state="gathered",
        title=stored_field(data["title"]),
        catalogue=data["catalogue"],
        members=_written(data["members"]),
        gathered_at=fact.time,
        **due.columns(due.fresh(data["duties"])),
    )


def joined(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, members=_written([*_members(fact, rows), *fact.data["members"]]))


def left(fact: Fact, rows: Rows) -> None:
    gone = fact.data["members"]
    _put(fact, rows, members=_written([one for one in _members(fact, rows) if one not in gone]))


def led(fact: Fact, rows: Rows) -> None:
    data = fact.data
    _put(fact, rows, state="led", unit=data["unit"], leader=data["leader"], **due.columns(due.fresh(data["duties"])))


def answered(fact: Fact, rows: Rows) -> None:
    said = {"public": stored_field(fact.data["public"]), "resolved": fact.data["resolved"]}
    _put(fact, rows, state="answered", **said, **due.columns(()))


def closed(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, state="closed", **due.columns(()))


def lapsed(fact: Fact, rows: Rows) -> None:
    row = rows.get(common_needs, need_of(fact)) or {}
    _put(fact, rows, **due.columns(due.lapsed(due.read(row.get("duties")), fact.data["duty"])))


SAID: Mapping[str, Callable[[Fact, Rows], None]] = {
    f"common_need.{one.__name__}": one for one in (gathered, joined, left, led, answered, closed, lapsed)
}
