"""Complaints about officials: for the discipline room alone, each reading recorded under the complaint itself."""

import json
from collections.abc import Sequence
from typing import Any

from services.supervision.readmodels import complaints
from services.supervision.readmodels.complaints import PREFIX, Row
from services.supervision.web.seeing import PURPOSE
from services.supervision.web.words import COMPLAINT
from shared.house.house import House
from shared.house.reading import open_for
from shared.kernel.misconduct import MISCONDUCT
from shared.kernel.times import stamp, unstamp
from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.paging import LIMIT, Key, Slice, page

PLAIN = ("matter", "received_at", "opened_at", "opened_by")
Fields = Sequence[tuple[str, str]]


def listed(house: House, cursor: str | None, limit: int = LIMIT) -> Slice[Row]:
    """One page, the newest first; nothing of what was said."""

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with house.engine.connect() as connection:
            return complaints.listed(connection, _after(after), count)

    return page(fetch, lambda row: (stamp(row["received_at"]), row["matter"]), cursor, limit)


def _after(key: Key | None) -> Any:
    if key is None:
        return None
    try:
        at, matter = (str(part) for part in key)
        return unstamp(at), matter
    except ValueError:
        raise Failure(422, "request.cursor") from None


def found(ask: Ask) -> Row:
    """The complaint in the address; Failure 404 as for anything that is not there."""
    house: House = ask.service
    with house.engine.connect() as connection:
        row = complaints.of_matter(connection, ask.arguments["matter"])
    if row is None or row["content"] is None:
        raise Failure(404)
    return row


def content_of(ask: Ask, row: Row) -> str:
    """What was said, after an entry says who reads it."""
    subject = f"{PREFIX}{row['matter']}"
    words = open_for(ask.service, ask.who.actor(), subject, PURPOSE, {"content": row["content"]})
    return words["content"] or ""


def fields_of(content: str) -> Fields:
    """The form as it was filled in: (what, words). What is no form is shown as it is."""
    try:
        said = json.loads(content)
    except ValueError:
        return [("内容", content)]
    if not isinstance(said, dict):
        return [("内容", content)]
    names = sorted(said, key=lambda name: [*COMPLAINT, name].index(name))
    return [(COMPLAINT.get(name, name), _word(name, str(said[name]))) for name in names if said[name]]


def _word(name: str, value: str) -> str:
    return MISCONDUCT.get(value, value) if name == "kind" else value


def show_all(ask: Ask) -> Page:
    """`?cursor=`."""
    house: House = ask.service
    with house.engine.connect() as connection:
        unread = complaints.unread(connection)
    values = {"found": listed(house, ask.query("cursor")), "asked": {"cursor": ask.query("cursor")}, "unread": unread}
    return Page("supervision/complaints.html", values)


def show(ask: Ask) -> Page:
    """One complaint, open."""
    row = found(ask)
    return Page("supervision/complaint.html", {"row": row, "fields": fields_of(content_of(ask, row))})


def list_complaints(ask: Ask) -> Json:
    """The API's list: nothing of what was said."""
    shown = listed(ask.service, ask.form.get("cursor"), ask.form.get("limit", LIMIT))
    rows = [{name: row[name] for name in PLAIN} for row in shown.items]
    return Json({"complaints": rows, "next_cursor": shown.next_cursor})


def read_complaint(ask: Ask) -> Json:
    """One complaint, open: `content` is the text of the form as it was closed, a JSON document."""
    row = found(ask)
    return Json({**{name: row[name] for name in PLAIN}, "content": content_of(ask, row)})
