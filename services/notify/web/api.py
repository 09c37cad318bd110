"""Deliveries for machines: nothing personal."""

from typing import Any

from services.notify.readmodels.deliveries import Row
from services.notify.web.listing import found, listed
from shared.house.house import House
from shared.web.answers import Json
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.paging import LIMIT

SHOWN = (
    *("id", "case_no", "template", "to", "unit", "source", "cause", "round", "channel", "sent_by"),
    *("state", "attempts", "code", "planned_at", "next_at", "done_at"),
    *("urgent", "not_before", "digest", "gathered_in", "receipt", "receipt_at", "renewals"),
    *("template_hash", "sent_with"),
)


def list_deliveries(ask: Ask) -> Json:
    """The newest first; with `next_cursor` while there are more."""
    shown = listed(ask.service, ask.form, ask.form.get("cursor"), ask.form.get("limit", LIMIT))
    return Json({"items": [document(row) for row in shown.items], "next_cursor": shown.next_cursor})


def read_delivery(ask: Ask) -> Json:
    """One delivery; 404 for none."""
    house: House = ask.service
    row = found(house, ask.arguments["id"])
    if row is None:
        raise Failure(404, "delivery.not_found")
    return Json(document(row))


def document(row: Row) -> dict[str, Any]:
    """A delivery's clear fields."""
    return {name: row[name] for name in SHOWN}
