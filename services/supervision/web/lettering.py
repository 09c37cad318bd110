"""Letters and circulars: the register, and each as a Word document. Units see what was written to them, and answer what
a person wrote."""

from collections.abc import Sequence
from typing import Any

from werkzeug.wrappers import Response

from services.supervision.domain.letter import commands as told
from services.supervision.letters.filling import WORD, filled, template_of, values, written
from services.supervision.readmodels import letters
from services.supervision.readmodels.letters import STATES, Row
from services.supervision.web import acting_forms as forms
from services.supervision.web.acting import Deed, Filled, Known, Room, words
from services.supervision.web.carding import EXPLAIN, READ
from services.supervision.web.offered import offered
from services.supervision.web.reading import read_words
from services.supervision.web.seeing import OPEN_PERSONAL, own_unit
from services.supervision.web.words import DUE, LETTER_GROUNDS, LETTER_KINDS, LETTER_STATES
from shared.house.house import House
from shared.rules.moment import Moment
from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.paging import LIMIT, Key, Slice, page

WRITE = "letters.write"
PLAIN = (
    *("number", "kind", "case_no", "unit", "ground", "round", "duty", "due_at", "reply_by", "issued_at"),
    *("state", "lapsed", "written_by", "replied_by", "changed_at", "changed_by"),
)
"""As the register has it; from `state` on of what a person wrote, otherwise "" or nothing."""
WORDS = ("title", "text", "reply", "remark", "reason")
TABS = (("", "全部"), *((state, LETTER_STATES[state]) for state in STATES))


def listed(ask: Ask, unit: str, state: str, cursor: str | None, limit: int = LIMIT) -> Slice[Row]:
    """One page of what may be seen, the latest number first."""
    own = own_unit(ask, READ)
    if own and unit not in ("", own):
        return Slice((), None)

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with ask.service.engine.connect() as connection:
            return letters.listed(connection, own or unit, _after(after), count, state)

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
    """`?unit=&state=&cursor=`."""
    asked = {name: ask.query(name) for name in ("unit", "state", "cursor")}
    state = asked["state"] if asked["state"] in STATES else ""
    found = listed(ask, asked["unit"], state, asked["cursor"])
    shown = {"found": found, "asked": asked, "tabs": TABS, "state": state}
    who = {"own": own_unit(ask, READ), "mark": mark(ask), "may_write": ask.may(WRITE)}
    return Page("supervision/letters.html", {**shown, **who, **VOCABULARY})


def mark(ask: Ask) -> str:
    """The word in front of a letter's number."""
    house: House = ask.service
    return house.rulebook.current.letters.get("mark", "")


def show(ask: Ask) -> Page:
    """One letter, what became of it, and what may be done."""
    row = found(ask)
    fitting = [deed for deed in DEEDS if fits(deed, row, ask)]
    values = {"row": row, "words": said(ask, row), "doing": offered(ask, fitting), "mark": mark(ask)}
    return Page("supervision/letter.html", {**values, **VOCABULARY})


def fits(deed: Deed, row: Known, ask: Ask) -> bool:
    """Whether it makes sense now, for this person."""
    if not ask.may(deed.permission) or row["state"] not in FITTING[deed.name]:
        return False
    return deed.name != "reply" or ask.who.unit == row["unit"]


def said(ask: Ask, row: Known) -> dict[str, str | None]:
    """What people wrote, in clear for those who may read it; recorded."""
    return read_words(ask, row["case_no"], {name: row[name] for name in WORDS})


def found(ask: Ask) -> Known:
    """The letter in the address, its number also as `id`; Failure 404 as for none where it was written to another unit."""
    with ask.service.engine.connect() as connection:
        row = letters.one(connection, ask.arguments["number"])
    if row is None or own_unit(ask, READ) not in ("", row["unit"]):
        raise Failure(404, "letter.unknown")
    return {**row, "id": row["number"]}


def download(ask: Ask) -> Response:
    """The Word document, written beside the committing thread: it takes a few tenths of a second. What a person wrote
    is for those alone who may read it."""
    row, house = found(ask), ask.service
    template = template_of(house.world.jurisdiction, row)
    if not template.exists():
        raise Failure(404, "letter.no_template")
    places = {**values(row, house.rulebook.current, DUE.get(row["duty"], row["duty"])), **_written(ask, row)}
    body = house.world.offload(lambda: filled(template, places))
    response = Response(body, mimetype=WORD)
    response.headers.set("Content-Disposition", "attachment", filename=f"{row['kind']}-{row['number']}.docx")
    return response


def _written(ask: Ask, row: Known) -> dict[str, Any]:
    if not row["text"]:
        return {}
    if not ask.may(OPEN_PERSONAL):
        raise Failure(403, "letter.closed")
    clear = said(ask, row)
    return written(clear["title"] or "", clear["text"] or "")


def summary(row: Known) -> dict[str, Any]:
    return {name: row[name] for name in PLAIN}


def list_letters(ask: Ask) -> Json:
    """The API's register."""
    form = ask.form
    asked = form.get("unit", ""), form.get("state", "")
    shown = listed(ask, *asked, form.get("cursor"), form.get("limit", LIMIT))
    return Json({"letters": [summary(row) for row in shown.items], "next_cursor": shown.next_cursor})


def show_letter(ask: Ask) -> Json:
    """One of the register, with its words for those who may open them; recorded."""
    row = found(ask)
    return Json({**summary(row), **said(ask, row)})


def reply(row: Known, filled: Filled, moment: Moment) -> told.Reply:
    return told.Reply(row["case_no"], moment, row["number"], words(filled, "reply"))


def accept(row: Known, filled: Filled, moment: Moment) -> told.AcceptReply:
    return told.AcceptReply(row["case_no"], moment, row["number"], words(filled, "remark"))


def withdraw(row: Known, filled: Filled, moment: Moment) -> told.WithdrawLetter:
    return told.WithdrawLetter(row["case_no"], moment, row["number"], words(filled, "reason"))


DEEDS = (
    Deed(
        name="reply",
        label="回复督办函",
        hint="由收函单位回复。回复只能报一次，请写完整再报。",
        permission=EXPLAIN,
        form=forms.Reply,
        command=reply,
        said="done.letter_replied",
    ),
    Deed(
        name="accept",
        label="采纳回复",
        hint="看过回复、认为可以的，采纳后这份督办函就办完了。",
        permission=WRITE,
        form=forms.Accept,
        command=accept,
        said="done.letter_accepted",
    ),
    Deed(
        name="withdraw",
        label="撤回督办函",
        hint="发错的、不再需要的才撤回。函和理由都会留存，文号不再使用。",
        permission=WRITE,
        form=forms.WithdrawLetter,
        command=withdraw,
        said="done.letter_withdrawn",
        danger=True,
    ),
)
FITTING = {"reply": ("issued",), "accept": ("replied",), "withdraw": ("issued", "replied", "accepted")}
VOCABULARY = {"grounds": LETTER_GROUNDS, "kinds": LETTER_KINDS, "due_words": DUE, "states": LETTER_STATES}
LETTER_ROOM = Room(path="/letters/<number>", found=found, page=show, summary=summary, deeds=DEEDS)
