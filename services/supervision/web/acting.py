"""Deeds on cards and commitments: one table for pages and API, as for callbacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from shared.house.house import House
from shared.kernel.text import Text
from shared.rules.moment import Moment
from shared.web.answers import Json, See
from shared.web.ask import Ask
from shared.web.forms import Form
from shared.web.route import Route, View

Filled = Mapping[str, Any]
Known = RowMapping | Mapping[str, Any]
"""A row of a read model, perhaps with more beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`name` stands in the address; `command` (or several, one unit of work) is made of the row the address names; `said`
    is told afterwards. `then` follows the unit of work, in the same request; it raises nothing."""

    name: str
    label: str
    hint: str
    permission: str
    form: type[Form]
    command: Callable[[Known, Filled, Moment], Any]
    said: str
    danger: bool = False
    then: Callable[[House], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the deeds are on: `found` gives the row (Failure 404), `page` shows it, `summary` is its JSON.

    `hides`: for who may not, there is no such address."""

    path: str
    found: Callable[[Ask], Known]
    page: View
    summary: Callable[[Known], Mapping[str, Any]]
    deeds: tuple[Deed, ...]
    hides: bool = False


def words(filled: Filled, name: str) -> Text:
    """What was written; blank where nothing was."""
    return Text((filled.get(name) or "").strip())


def routes(room: Room) -> tuple[Route, ...]:
    """Each deed from a page and by the API."""
    return tuple(route for deed in room.deeds for route in (_page(room, deed), _api(room, deed)))


def _page(room: Room, deed: Deed) -> Route:
    def act(ask: Ask) -> See:
        row = _done(room, deed, ask)
        return See(f"/supervision{room.path.partition('/<')[0]}/{row['id']}", deed.said)

    return Route(
        method="POST",
        path=f"{room.path}/{deed.name}",
        permission=deed.permission,
        view=act,
        form=deed.form,
        again=room.page,
        hides=room.hides,
        summary=deed.label,
    )


def _api(room: Room, deed: Deed) -> Route:
    def act(ask: Ask) -> Json:
        _done(room, deed, ask)
        return Json(room.summary(room.found(ask)))

    return Route(
        method="POST",
        path=f"/api/v1{room.path}/{deed.name}",
        permission=deed.permission,
        view=act,
        form=deed.form,
        hides=room.hides,
        summary=f"{deed.name.replace('-', ' ').capitalize()}: {room.path.split('/<')[0].rsplit('/', 1)[-1]}",
    )


def _done(room: Room, deed: Deed, ask: Ask) -> Known:
    row = room.found(ask)
    made = deed.command(row, ask.form, ask.service.moment(ask.who.actor()))
    commands = made if isinstance(made, tuple) else (made,)
    ask.service.execute(*commands, once=ask.once_only)
    if deed.then:
        deed.then(ask.service)
    return row
