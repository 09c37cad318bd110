"""Cards: units see their own and explain, supervision takes the explanation or takes the card back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.supervision.domain.card import commands as told
from services.supervision.readmodels import cards
from services.supervision.readmodels.cards import Filter, Row
from services.supervision.web import acting_forms as forms
from services.supervision.web.acting import Deed, Filled, Known, Room, words
from services.supervision.web.offered import offered
from services.supervision.web.reading import read_words
from services.supervision.web.seeing import own_unit
from services.supervision.web.words import CARD_STATES, DUE, GROUNDS
from shared.kernel.times import stamp
from shared.rules.moment import Moment
from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.paging import LIMIT, Key, Slice, page, timed

READ, EXPLAIN, SETTLE = "cards.read", "cards.explain", "cards.settle"
PLAIN = (
    *("id", "case_no", "unit", "round", "ground", "colour", "duty", "due_at", "state", "letter", "explain_by"),
    *("lapsed", "issued_at", "changed_at", "changed_by", "explained_by"),
)
WORDS = ("explanation", "remark", "reason")


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    label: str
    states: Sequence[str]
    empty: str


TABS = (
    Tab("open", "已亮牌", ("issued",), "没有亮着的牌。逾期的会按规则亮牌，出现在这里；要求书面说明的写明期限。"),
    Tab("explained", "待审说明", ("explained",), "没有等待督查审看的说明。"),
    Tab("accepted", "已采纳", ("accepted",), "还没有采纳过说明。"),
    Tab("withdrawn", "已撤销", ("withdrawn",), "没有撤销过的牌。"),
    Tab("all", "全部", (), "还没有亮过牌。"),
)


def listed(ask: Ask, wanted: Filter, cursor: str | None, limit: int = LIMIT) -> Slice[Row]:
    """One page of what is asked for and may be seen, the latest change first."""
    own = own_unit(ask, READ)
    if own and wanted.unit not in ("", own):
        return Slice((), None)

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with ask.service.engine.connect() as connection:
            return cards.listed(connection, replace(wanted, unit=own or wanted.unit), timed(after), count)

    return page(fetch, lambda row: (stamp(row["changed_at"]), row["id"]), cursor, limit)


def show_all(ask: Ask) -> Page:
    """`?tab=&unit=&cursor=`."""
    tab = next((tab for tab in TABS if tab.name == ask.query("tab")), TABS[0])
    own = own_unit(ask, READ)
    asked = {"tab": tab.name, "unit": ask.query("unit"), "cursor": ask.query("cursor")}
    with ask.service.engine.connect() as connection:
        numbers = cards.counts(connection, own)
    values = {
        "tabs": [(one, sum(numbers.get(state, 0) for state in one.states or numbers)) for one in TABS],
        "tab": tab,
        "own": own,
        "asked": asked,
        "found": listed(ask, Filter(tab.states, asked["unit"]), asked["cursor"]),
        **VOCABULARY,
    }
    return Page("supervision/cards.html", values)


def found(ask: Ask) -> Row:
    """The card in the address; Failure 404 as for none where it is another unit's."""
    with ask.service.engine.connect() as connection:
        row = cards.one(connection, ask.arguments["id"])
    if row is None or own_unit(ask, READ) not in ("", row["unit"]):
        raise Failure(404, "card.unknown")
    return row


def show(ask: Ask) -> Page:
    """One card, with what may be done about it."""
    row = found(ask)
    said = read_words(ask, row["case_no"], {name: row[name] for name in WORDS})
    fitting = [deed for deed in DEEDS if fits(deed, row, ask)]
    values = {"row": row, "words": said, "doing": offered(ask, fitting), **VOCABULARY}
    return Page("supervision/card.html", values)


def fits(deed: Deed, row: Row, ask: Ask) -> bool:
    """Whether it makes sense now, for this person."""
    if not ask.may(deed.permission):
        return False
    return row["state"] in FITTING[deed.name] and (deed.name != "explain" or ask.who.unit == row["unit"])


def summary(row: Known) -> dict[str, Any]:
    return {name: row[name] for name in PLAIN}


def list_cards(ask: Ask) -> Json:
    """The API's list."""
    form = ask.form
    states = (form["state"],) if "state" in form else ()
    wanted = Filter(states, form.get("unit", ""), form.get("colour", ""), form.get("case_no", ""))
    shown = listed(ask, wanted, form.get("cursor"), form.get("limit", LIMIT))
    return Json({"cards": [summary(row) for row in shown.items], "next_cursor": shown.next_cursor})


def show_card(ask: Ask) -> Json:
    """One card with its words, for those who may open them; recorded."""
    row = found(ask)
    return Json({**summary(row), **read_words(ask, row["case_no"], {name: row[name] for name in WORDS})})


def explain(row: Known, filled: Filled, moment: Moment) -> told.Explain:
    return told.Explain(row["case_no"], moment, row["unit"], row["ground"], words(filled, "explanation"))


def accept(row: Known, filled: Filled, moment: Moment) -> told.Accept:
    return told.Accept(row["case_no"], moment, row["unit"], row["ground"], words(filled, "remark"))


def withdraw(row: Known, filled: Filled, moment: Moment) -> told.Withdraw:
    return told.Withdraw(row["case_no"], moment, row["unit"], row["ground"], words(filled, "reason"))


DEEDS = (
    Deed(
        name="explain",
        label="书面说明",
        hint="由本单位说明情况。说明只能报一次，请写完整再报。",
        permission=EXPLAIN,
        form=forms.Explain,
        command=explain,
        said="done.explained",
    ),
    Deed(
        name="accept",
        label="采纳说明",
        hint="采纳后这张牌仍然有效，只是不再要求说明。",
        permission=SETTLE,
        form=forms.Accept,
        command=accept,
        said="done.accepted",
    ),
    Deed(
        name="withdraw",
        label="撤销这张牌",
        hint="亮错的、有依据不应计的才撤销。撤销和理由都会留存，不会消失。",
        permission=SETTLE,
        form=forms.Withdraw,
        command=withdraw,
        said="done.card_withdrawn",
        danger=True,
    ),
)
FITTING = {"explain": ("issued",), "accept": ("explained",), "withdraw": ("issued", "explained", "accepted")}
VOCABULARY = {"states": CARD_STATES, "grounds": GROUNDS, "due_words": DUE}
CARD_ROOM = Room(path="/cards/<id>", found=found, page=show, summary=summary, deeds=DEEDS)
