"""The views: a client is a feed, known by its key; it sees what it sent itself and nothing else."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from werkzeug.wrappers import Response

from services.intake import feeding
from services.intake.domain.reasons import DECLINE_REASONS
from services.intake.readmodels import appeals
from services.intake.readmodels.appeals import ENDED, Row
from services.intake.web.open311 import services, writing
from services.intake.web.open311.described import described, name_of, parts_of
from services.intake.web.open311.forms import MOST_DAYS
from shared.access.feed_keys import shown
from shared.eventlog.clock import uuid7
from shared.house.house import House
from shared.house.reading import open_for, opened
from shared.kernel.actor import Actor
from shared.kernel.numbering import read_case_number, stream_id
from shared.kernel.times import SHANGHAI
from shared.rules.rules import Rules
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.words import STATES

DOCS = "/intake/docs"
CHANGED = datetime(2026, 11, 27, tzinfo=SHANGHAI)
"""When the endpoints were last others than now."""
MOST = 1_000
PURPOSE = "open311.read"
CLOSED = frozenset({*ENDED, "closed"})
FIRST = datetime(2000, 1, 1, tzinfo=SHANGHAI)
"""No request is older; times at the ends of the calendar cannot be reckoned with."""
NUMBER = re.compile(r"([^/]+)/([0-9a-f]{8}-[0-9a-f-]{27})")
"""Service code and a UUID: what such an appeal is called at its source."""


def discovery(ask: Ask, kind: str) -> Response:
    """Where the API is."""
    house: House = ask.service
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": f"{ask.request.host_url.rstrip('/')}/intake/open311/v2",
        "changeset": CHANGED,
        "type": "production",
        "formats": list(writing.FORMATS.values()),
    }
    said = {
        "changeset": CHANGED,
        "contact": house.world.district,
        "key_service": f"{ask.request.host_url.rstrip('/')}{DOCS}",
        "endpoints": [endpoint],
    }
    return writing.single(kind, "discovery", said)


def list_services(ask: Ask, kind: str) -> Response:
    """The leaves of the catalogue in force."""
    rules = _rules(ask)
    return writing.listed(
        kind, "services", "service", [services.described(rules.catalogue[code]) for code in rules.catalogue]
    )


def show_service(ask: Ask, kind: str) -> Response:
    """One of them; it asks for no attributes."""
    item = services.service_of(_rules(ask), ask.arguments["code"])
    return writing.single(kind, "service_definition", {"service_code": item.code, "attributes": []})


def create(ask: Ask, kind: str) -> Response:
    """An appeal by the feed whose key was shown; its number is the service request's id."""
    house, rules, form = ask.service, _rules(ask), ask.form
    source = _client(ask)
    item = services.service_of(rules, form["service_code"])
    once = stream_id("open311", source, ask.idempotency_key or uuid7(ask.at))
    order = {
        "source_no": f"{item.code}/{once}",
        "title": item.name,
        "text": described(form),
        "name": name_of(form),
        "phone": form.get("phone", ""),
        "user": form.get("account_id") or form.get("device_id") or "",
    }
    made = feeding.receive(house, source, {name: value for name, value in order.items() if value})
    said = {
        "service_request_id": made.case_no,
        "service_notice": rules.feeds[source].name if source in rules.feeds else "",
        "account_id": form.get("account_id"),
    }
    return writing.listed(kind, "service_requests", "request", [said], 201 if made.result == "registered" else 200)


def show_token(ask: Ask, kind: str) -> Response:
    """Ids are given at once, so a token is the id itself."""
    row = _own(ask, _client(ask), ask.arguments["token"])
    said = {"service_request_id": row["case_no"], "token": row["case_no"]}
    return writing.listed(kind, "service_requests", "request", [said])


def list_requests(ask: Ask, kind: str) -> Response:
    """The client's own, the newest first; without words, which each request shows by itself."""
    house, rules, form = ask.service, _rules(ask), ask.form
    source, codes = _client(ask), _split(form["service_code"])
    if form["service_request_id"]:
        rows = [_own(ask, source, one) for one in _split(form["service_request_id"])[:MOST]]
    else:
        since, until = _span(form, ask.at)
        with house.engine.connect() as connection:
            rows = list(appeals.of_feed(connection, source, since, until, MOST))
    wanted = _split(form["status"])
    found = [_summary(house, rules, row) for row in rows if _code(row)]
    shown_ = [
        one for one in found if (not codes or one["service_code"] in codes) and (not wanted or one["status"] in wanted)
    ]
    return writing.listed(kind, "service_requests", "request", shown_)


def show_request(ask: Ask, kind: str) -> Response:
    """One, in the words of whoever asked; an entry says that the client read them."""
    house, rules = ask.service, _rules(ask)
    source = _client(ask)
    row = _own(ask, source, ask.arguments["no"])
    by = Actor(f"feed:{source}")
    text = open_for(house, by, row["case_no"], PURPOSE, {"text": row["text"]})["text"]
    said = {**_summary(house, rules, row), **parts_of(text or "")}
    return writing.listed(kind, "service_requests", "request", [said])


def _rules(ask: Ask) -> Rules:
    """The rules in force; Failure 404 for another jurisdiction."""
    house: House = ask.service
    if ask.form.get("jurisdiction_id", "") not in ("", house.world.jurisdiction):
        raise Failure(404, "open311.jurisdiction")
    return house.rulebook.current


def _client(ask: Ask) -> str:
    """The feed whose key was shown, as `api_key` or in a header; Failure 403."""
    house: House = ask.service
    source = house.world.keys.feeds.source_of(ask.form.get("api_key") or shown(dict(ask.request.headers)))
    if source is None:
        raise Failure(403, "open311.api_key")
    return source


def _own(ask: Ask, source: str, no: str) -> Row:
    """The client's own service request; Failure 404 for others', as for none."""
    house: House = ask.service
    try:
        number = read_case_number(no)
    except ValueError:
        raise Failure(404, "open311.request") from None
    with house.engine.connect() as connection:
        row = appeals.of_case(connection, number)
    if row is None or row["source"] != source or not _code(row):
        raise Failure(404, "open311.request")
    return row


def _code(row: Row) -> str:
    """The service code, which goes before the number that it was given here; "" for what came another way."""
    found = NUMBER.fullmatch(row["source_no"] or "")
    return found[1] if found else ""


def _summary(house: House, rules: Rules, row: Row) -> dict[str, Any]:
    code = _code(row)
    item, unit = rules.catalogue.get(code), rules.units.get(row["unit"] or "")
    waits = row["state"] == "received"
    return {
        "service_request_id": row["case_no"],
        "status": "closed" if row["state"] in CLOSED else "open",
        "status_notes": _notes(house, row),
        "service_name": item.name if item else code,
        "service_code": code,
        "agency_responsible": unit.name if unit else None,
        "service_notice": STATES.get(row["state"], row["state"]),
        "requested_datetime": row["asked_at"] or row["received_at"],
        "updated_datetime": row["changed_at"],
        "expected_datetime": row["accept_due_at"] if waits else None,
    }


def _notes(house: House, row: Row) -> str:
    """The answer, or why there is none."""
    if row["answer"]:
        return opened(house, row["answer"], "asker.follow")
    if row["decline_reason"]:
        reason = DECLINE_REASONS.get(row["decline_reason"], row["decline_reason"])
        advice = opened(house, row["advice"], "asker.follow") if row["advice"] else ""
        return "；".join(one for one in (reason, advice) if one)
    return STATES.get(str(row["state"]), "")


def _span(form: Any, now: datetime) -> tuple[datetime, datetime]:
    """From when to when: at most ninety days, the last ones unless it says which."""
    days, begin, end = timedelta(days=MOST_DAYS), form.get("start_date"), form.get("end_date")
    begin, end = (min(max(one, FIRST), now) if one else None for one in (begin, end))
    until = end or (min(begin + days, now) if begin else now)
    return max(begin or until - days, until - days), until


def _split(said: str) -> Sequence[str]:
    return [one.strip() for one in said.split(",") if one.strip()]
