"""The same for machines."""

from typing import Any

from services.identity.readmodels.accounts import Row
from services.identity.web.accounts import slice_of
from shared.web.answers import Json
from shared.web.ask import Ask


def me(ask: Ask) -> Json:
    """Who is asking."""
    who = ask.who
    return Json(
        {"account": who.account, "name": who.name, "unit": who.unit, "post": who.post, "roles": list(who.roles)}
    )


def account_list(ask: Ask) -> Json:
    """Accounts by name, paged by cursor."""
    shown = slice_of(ask.service, ask.query("cursor"))
    return Json({"items": [_plain(row) for row in shown.items], "next_cursor": shown.next_cursor})


def _plain(row: Row) -> dict[str, Any]:
    return {
        "account": row.account,
        "name": row.name,
        "unit": row.unit,
        "post": row.post,
        "roles": list(row.roles),
        "created_at": row.created_at,
        "signed_in_at": row.signed_in_at,
        "disabled_at": row.disabled_at,
    }
