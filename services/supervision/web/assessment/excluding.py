"""Exclusions: the list with reasons, proposing, and deciding what was proposed. Page and API."""

from collections.abc import Callable, Sequence
from typing import Any

from services.supervision.domain.exclusion.commands import (
    ApproveExclusion,
    Command,
    ProposeExclusion,
    RefuseExclusion,
    RevokeExclusion,
)
from services.supervision.readmodels import exclusions
from services.supervision.readmodels.assessment.query import known
from services.supervision.readmodels.exclusions import Row
from services.supervision.web.actions import text
from services.supervision.web.assessment.forms import Propose
from services.supervision.web.assessment.words import STATES
from services.supervision.web.seeing import position_in
from shared.house.house import House
from shared.house.reading import open_for
from shared.kernel.numbering import read_case_number
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure, FieldFault
from shared.web.inputs import inputs
from shared.web.paging import LIMIT, Key, Slice, page

PROPOSE, APPROVE = "exclusions.propose", "exclusions.approve"
LIST = "/supervision/exclusions"
PURPOSE = "page.exclusion"
PLAIN = (
    *("case_no", "rate", "number", "state", "proposed_by", "proposed_at"),
    *("approved_by", "approved_at", "ended_by", "ended_at"),
)


def found(ask: Ask, state: str, cursor: str | None, limit: int = LIMIT) -> Slice[Row]:
    """One page, the latest changed first."""
    house: House = ask.service

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with house.engine.connect() as connection:
            return exclusions.listed(connection, state, position_in(after), count)

    return page(fetch, lambda row: (row["position"],), cursor, limit)


def reasons(ask: Ask, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows with their reasons in clear, for who may propose or approve; each reading is recorded."""
    return [{**{name: row[name] for name in PLAIN}, **_words(ask, row)} for row in rows]


def _words(ask: Ask, row: Row) -> dict[str, str | None]:
    fields = {name: row[name] for name in ("reason", "answer")}
    return dict(open_for(ask.service, ask.who.actor(), row["case_no"], PURPOSE, fields))


def show(ask: Ask) -> Page:
    """`?state=&case_no=&rate=&cursor=`; the case and rate to be proposed may come from the list of cases."""
    asked = {"state": ask.query("state"), "cursor": ask.query("cursor")}
    state = asked["state"] if asked["state"] in STATES else ""
    shown = found(ask, state, asked["cursor"] or None)
    given = {name: ask.query(name) for name in ("case_no", "rate")}
    values = {
        "rows": reasons(ask, shown.items),
        "found": shown,
        "asked": asked,
        "states": STATES,
        "may_propose": ask.may(PROPOSE),
        "may_approve": ask.may(APPROVE),
        "inputs": inputs(Propose, ask, values=given),
    }
    return Page("supervision/exclusions.html", values)


def list_exclusions(ask: Ask) -> Json:
    """The API's list."""
    shown = found(ask, ask.form.get("state", ""), ask.form.get("cursor"), ask.form["limit"])
    return Json({"exclusions": reasons(ask, shown.items), "next_cursor": shown.next_cursor})


def case_in(ask: Ask, text_: str) -> str:
    """The number of a case there is; 422 for what is none."""
    house: House = ask.service
    try:
        case_no = read_case_number(text_)
    except ValueError as error:
        raise Failure(422, fields=(FieldFault("case_no", str(error)),)) from None
    with house.engine.connect() as connection:
        if not known(connection, case_no):
            raise Failure(422, fields=(FieldFault("case_no", "没有这件事项，请核对编号"),))
    return case_no


def _do(ask: Ask, command: Command) -> None:
    house: House = ask.service
    house.execute(command, once=ask.once_only)


def _propose(ask: Ask) -> str:
    case_no, moment = case_in(ask, ask.form["case_no"]), ask.service.moment(ask.who.actor())
    _do(ask, ProposeExclusion(case_no, moment, ask.form["rate"], text(ask.form, "reason")))
    return case_no


def _decide(ask: Ask) -> tuple[str, str]:
    case_no, rate = case_in(ask, ask.arguments["no"]), ask.arguments["rate"]
    moment = ask.service.moment(ask.who.actor())
    match ask.arguments["action"]:
        case "approve":
            _do(ask, ApproveExclusion(case_no, moment, rate))
        case "refuse":
            _do(ask, RefuseExclusion(case_no, moment, rate, _because(ask)))
        case "revoke":
            _do(ask, RevokeExclusion(case_no, moment, rate, _because(ask)))
        case _:
            raise Failure(404, "action.unknown")
    return case_no, rate


def _because(ask: Ask) -> Any:
    if not ask.form.get("reason"):
        raise Failure(422, fields=(FieldFault("reason", "请填写这一项"),))
    return text(ask.form, "reason")


def propose_on_page(ask: Ask) -> See:
    _propose(ask)
    return See(LIST, "done.exclusion_proposed")


def decide_on_page(ask: Ask) -> See:
    _decide(ask)
    done = {"approve": "approved", "refuse": "refused", "revoke": "revoked"}
    return See(LIST, f"done.exclusion_{done[ask.arguments['action']]}")


def answering(deed: Callable[[Ask], Any]) -> Callable[[Ask], Json]:
    """The API's view of a deed: the exclusions of the case as they are then."""

    def act(ask: Ask) -> Json:
        done = deed(ask)
        case_no = done if isinstance(done, str) else done[0]
        house: House = ask.service
        with house.engine.connect() as connection:
            rows = exclusions.of_case(connection, case_no)
        return Json({"exclusions": [{name: row[name] for name in PLAIN} for row in rows]})

    return act


propose_in_api = answering(_propose)
decide_in_api = answering(_decide)
