"""The API of cases: no personal data."""

from typing import Any

from services.ledger.readmodels.cases.query import Case, Filter
from services.ledger.web import documents
from services.ledger.web.listing import found
from services.ledger.web.moments import compared, seen
from services.ledger.web.seeing import scope, told, visible
from services.ledger.web.story import READ_AUDIT, document
from shared.web.answers import Json
from shared.web.ask import Ask
from shared.web.failures import Failure, FieldFault
from shared.web.paging import LIMIT

SHOWN = (
    *("case_no", "state", "waits_for", "unit", "round", "source", "source_no", "channel", "urgent"),
    *("received_at", "changed_at"),
)


def summary(case: Case) -> dict[str, Any]:
    """Where a case stands."""
    return {name: getattr(case, name) for name in SHOWN}


def list_cases(ask: Ask) -> Json:
    """Newest first; with `next_cursor` while there are more."""
    form = ask.form
    wanted = Filter(state=form.get("state", ""), unit=form.get("unit", ""), own=scope(ask).unit or "")
    page = found(ask.service, wanted, form.get("cursor"), form.get("limit", LIMIT), form.get("as_of"))
    return Json({"cases": [summary(case) for case in page.items], "next_cursor": page.next_cursor})


def show_case(ask: Ask) -> Json:
    """One case, now or as of a recorded time: where it stood, who answered for it, its duties, the rules in force."""
    as_of = ask.form.get("as_of")
    case = visible(ask, as_of)
    then = seen(ask.service, case.case_no, as_of)
    return Json({**summary(case), "as_of": as_of, **documents.standing(then)})


def show_history(ask: Ask) -> Json:
    """Every entry about it from every service; closed fields as ‹closed›."""
    as_of = ask.form.get("as_of")
    case = visible(ask, as_of)
    history = [document(fact) for fact in told(ask, case, as_of)]
    return Json({"case_no": case.case_no, "as_of": as_of, "history": history})


def show_difference(ask: Ask) -> Json:
    """What is different between two recorded times; `to` is now unless it is said."""
    first, last = ask.form["from"], ask.form.get("to")
    if first > (last or ask.at):
        raise Failure(422, "case.moments_reversed", fields=(FieldFault("from", "应不晚于 to"),))
    case = visible(ask, last)
    both = compared(ask.service, case.case_no, first, last)
    return Json({"case_no": case.case_no, **documents.difference(both, readings=ask.may(READ_AUDIT))})
