"""The desk's API: the same list, appeal and actions as its pages; entering for a caller; files."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from werkzeug.wrappers import Response

from services.intake.attaching.keeping import given_out
from services.intake.readmodels import details
from services.intake.readmodels.appeals import Row
from services.intake.web.actions import BY_NAME, carry_out
from services.intake.web.desk import known, row_of, waiting
from services.intake.web.entry import enter
from shared.house.house import House
from shared.house.reading import opened
from shared.kernel.rejection import Rejected
from shared.web.answers import Json
from shared.web.ask import Ask

PLAIN = (
    *("case_no", "source", "source_no", "channel", "kind", "state", "unit", "round", "urgent", "confidential"),
    *("anonymous", "place", "leading", "credit_code_valid", "received_at", "asked_at", "changed_at", "accept_due_at"),
    *("decline_reason", "end"),
)
DETAILS = {
    "supplements": ("number", "text", "at"),
    "attachments": ("hash", "number", "name", "media_type", "size", "at"),
    "corrections": ("field", "old", "new", "reason", "by", "at"),
    "ratings": ("round", "satisfied", "remark", "at"),
    "followers": ("case_no", "state", "title"),
}
ARTICLE = ("article", "version", "title", "text", "source_name", "source_number", "source_url")
MOST = 100


def show_list(ask: Ask) -> Json:
    """What waits to be accepted, the oldest first."""
    house: House = ask.service
    found = waiting(ask, ask.form.get("cursor", ""), MOST)
    shown = [{**plain(row), "title": opened(house, row["title"], "api.list")} for row in found.items]
    return Json({"appeals": shown, "next_cursor": found.next_cursor})


def plain(row: Row) -> dict[str, Any]:
    """An appeal without personal data."""
    return {name: row[name] for name in PLAIN}


def show(ask: Ask) -> Json:
    """One appeal with its words, details and hints; the reading is recorded."""
    case = known(ask, "api.desk")
    body = {
        **plain(case.row),
        **case.words,
        **{name: [{key: one[key] for key in keys} for one in case.details[name]] for name, keys in DETAILS.items()},
        "enterprise_id": case.enterprise,
        "hints": [asdict(one) for one in case.kin],
        "articles": [{key: one[key] for key in ARTICLE} for one in case.articles],
    }
    return Json(body)


def acting(name: str) -> Callable[[Ask], Json]:
    """The view of an action."""
    action = BY_NAME[name]

    def act(ask: Ask) -> Json:
        house: House = ask.service
        carry_out(house, action, row_of(ask), ask.form, house.moment(ask.who.actor()), ask.once_only)
        return Json(plain(row_of(ask)))

    return act


def create_entry(ask: Ask) -> Json:
    """An officer writes down what a caller says: number and receipt, to be given to the caller."""
    made = enter(ask)
    return Json({"case_no": made.case_no, "receipt": made.receipt}, 201 if made.new else 200)


def attachment(ask: Ask) -> Response:
    """A file, to those who see the case: the desk all, a unit those of its own cases that are not confidential."""
    house: House = ask.service
    row = row_of(ask)
    scope = ask.scope(everything="appeals.read", own="work_orders.read")
    hidden = bool(row["confidential"]) and scope.unit is not None
    with house.engine.connect() as connection:
        file = details.attachment(connection, row["case_no"], ask.arguments["hash"])
    if file is None or hidden or not scope.sees(row["unit"]):
        raise Rejected("attachment.not_found")
    return given_out(house, ask.who.actor(), file)
