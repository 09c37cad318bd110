"""Letters and circulars: the register, and each as a Word document. Units see what was written to them."""

from collections.abc import Sequence
from typing import Any

from werkzeug.wrappers import Response

from services.supervision.letters.filling import WORD, filled, template_of, values
from services.supervision.readmodels import letters
from services.supervision.readmodels.letters import Row
from services.supervision.web.acting import Known
from services.supervision.web.carding import READ
from services.supervision.web.seeing import own_unit
from services.supervision.web.words import DUE, LETTER_GROUNDS, LETTER_KINDS
from shared.house.house import House
from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.paging import LIMIT, Key, Slice, page

PLAIN = (
    *("number", "kind", "case_no", "unit", "ground", "round", "duty", "due_at", "reply_by", "issued_at"),
)  # as the register has it


def listed(ask: Ask, unit: str, cursor: str | None, limit: int = LIMIT) -> Slice[Row]:
    """One page of what may be seen, the latest number first."""
    own = own_unit(ask, READ)
    if own and unit not in ("", own):
        return Slice((), None)

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with ask.service.engine.connect() as connection:
            return letters.listed(connection, own or unit, _after(after), count)

    return page(fetch, lambda row: (row["year"], row["place"]), cursor, limit)


def _after(key: Key | None) -> tuple[int, int] | None:
    match key:
        case None:
            return None
        case (int(year), int(place)):
            return year, place
        case _:
            raise Failure(422, "request.cursor")


def show_all(ask: Ask) -> Page:
    """`?unit=&cursor=`."""
    asked = {name: ask.query(name) for name in ("unit", "cursor")}
    house: House = ask.service
    vocabulary = {"grounds": LETTER_GROUNDS, "kinds": LETTER_KINDS, "due_words": DUE}
    found = listed(ask, asked["unit"], asked["cursor"])
    mark = house.rulebook.current.letters.get("mark", "")
    return Page(
        "supervision/letters.html",
        {"found": found, "asked": asked, "own": own_unit(ask, READ), "mark": mark, **vocabulary},
    )


def found(ask: Ask) -> Row:
    """The letter in the address; Failure 404 as for none where it was written to another unit."""
    with ask.service.engine.connect() as connection:
        row = letters.one(connection, ask.arguments["number"])
    if row is None or own_unit(ask, READ) not in ("", row["unit"]):
        raise Failure(404, "letter.unknown")
    return row


def download(ask: Ask) -> Response:
    """The Word document, written beside the committing thread: it takes a few tenths of a second."""
    row, house = found(ask), ask.service
    template = template_of(house.world.jurisdiction, row["kind"])
    if not template.exists():
        raise Failure(404, "letter.no_template")
    words = values(row, house.rulebook.current, DUE.get(row["duty"], row["duty"]))
    body = house.world.offload(lambda: filled(template, words))
    response = Response(body, mimetype=WORD)
    response.headers.set("Content-Disposition", "attachment", filename=f"{row['kind']}-{row['number']}.docx")
    return response


def summary(row: Known) -> dict[str, Any]:
    return {name: row[name] for name in PLAIN}


def list_letters(ask: Ask) -> Json:
    """The API's register."""
    shown = listed(ask, ask.form.get("unit", ""), ask.form.get("cursor"), ask.form.get("limit", LIMIT))
    return Json({"letters": [summary(row) for row in shown.items], "next_cursor": shown.next_cursor})


def show_letter(ask: Ask) -> Json:
    """One of the register."""
    return Json(summary(found(ask)))
