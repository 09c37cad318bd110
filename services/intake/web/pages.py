"""Pages for askers."""

import json
from typing import Any

from services.intake.attaching.keeping import checked
from services.intake.domain.reasons import DECLINE_REASONS
from services.intake.readmodels import appeals, details
from services.intake.readmodels.appeals import Row
from services.intake.submitting import complain, submit
from services.intake.web.api import add, found, say, take_back
from services.intake.web.forms import (
    AppealForm,
    ComplaintForm,
    FollowForm,
    RatingForm,
    SupplementForm,
    WithdrawalForm,
)
from services.intake.web.views import RATED_WHEN, followed, track
from shared.eventlog.clock import uuid7
from shared.house.house import House
from shared.kernel.numbering import read_case_number
from shared.kernel.rejection import Rejected
from shared.vault.receipts import read_receipt
from shared.web.answers import Page, See
from shared.web.ask import Ask
from shared.web.inputs import inputs

TAKEN_BACK = ("withdrawn", "cancelled")


def ask_page(ask: Ask) -> Page:
    """Say it once."""
    return Page(
        "intake/ask.html", {"inputs": inputs(AppealForm, ask, values={"kind": "求助", "confidential": "false"})}
    )


def ask_post(ask: Ask) -> See:
    """Registered; the next page shows number and receipt."""
    house: House = ask.service
    files = checked(house, ask.request)
    made = submit(house, ask.form, ask.idempotency_key or uuid7(ask.at), ask.who.actor(), files=files)
    return See(f"/intake/follow?no={made.case_no}&receipt={made.receipt}", "done.received")


def follow_page(ask: Ask) -> Page:
    """A form for number and receipt, or the case they belong to."""
    house: House = ask.service
    no, receipt = ask.query("no"), ask.query("receipt")
    values: dict[str, Any] = {
        "inputs": inputs(FollowForm, ask, values={"no": no, "receipt": receipt}),
        "case": None,
        "wrong": "",
    }
    if not no or not receipt:
        return Page("intake/follow.html", values)
    try:
        row = found(house, read_case_number(no), receipt)
    except (ValueError, Rejected):
        return Page("intake/follow.html", {**values, "wrong": "编号或查询码不对，请核对是否抄错一位。"}, 404)
    return Page("intake/follow.html", {**values, **_case(ask, house, row, receipt)})


def follow_again(ask: Ask) -> Page:
    """The same page with what was refused."""
    house: House = ask.service
    no, receipt = ask.arguments["no"], ask.arguments["receipt"]
    return Page("intake/follow.html", _case(ask, house, found(house, no, receipt), receipt))


def _case(ask: Ask, house: House, row: Row, receipt: str) -> dict[str, Any]:
    with house.engine.connect() as connection:
        rated = details.rounds_rated(connection, row["case_no"])
    return {
        "rating": row["state"] in RATED_WHEN and row["end"] not in TAKEN_BACK and row["round"] not in rated,
        "rated": row["round"] in rated,
        "case": followed(house, row),
        "track": track(row["state"]),
        "ended": row["state"] in appeals.ENDED,
        "receipt": receipt,
        "path": f"/intake/follow/{row['case_no']}/{receipt}",
        "reasons": DECLINE_REASONS,
        "forms": follow_forms(ask),
    }


def follow_forms(ask: Ask) -> dict[str, object]:
    """What an asker may still do."""
    return {
        "supplement": inputs(SupplementForm, ask),
        "withdraw": inputs(WithdrawalForm, ask),
        "rate": inputs(RatingForm, ask),
    }


def follow_supplement(ask: Ask) -> See:
    """More words by the asker."""
    no, receipt = ask.arguments["no"], ask.arguments["receipt"]
    add(ask, found(ask.service, no, receipt))
    return See(f"/intake/follow?no={no}&receipt={receipt}", "done.supplemented")


def follow_rate(ask: Ask) -> See:
    """The asker rates the answer."""
    no, receipt = ask.arguments["no"], ask.arguments["receipt"]
    say(ask, found(ask.service, no, receipt))
    return See(f"/intake/follow?no={no}&receipt={receipt}", "done.rated")


def follow_withdraw(ask: Ask) -> See:
    """The asker takes it back."""
    no, receipt = ask.arguments["no"], ask.arguments["receipt"]
    take_back(ask, found(ask.service, no, receipt))
    return See(f"/intake/follow?no={no}&receipt={receipt}", "done.withdrawn")


def complain_page(ask: Ask) -> Page:
    """About officials: another way, another key, other readers."""
    try:
        receipt = read_receipt(ask.query("receipt"))
    except ValueError:
        receipt = ""
    return Page("intake/complain.html", {"inputs": inputs(ComplaintForm, ask), "receipt": receipt})


def complain_post(ask: Ask) -> See:
    """Received; the receipt is all that is said about it."""
    content = json.dumps(dict(ask.form), ensure_ascii=False, sort_keys=True)
    receipt = complain(ask.service, content, ask.idempotency_key or uuid7(ask.at))
    return See(f"/intake/complain?receipt={receipt}", "done.complained")
