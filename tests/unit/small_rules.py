"""A few rules for tests of domains: limits in plain hours, two feeds, three desks. Nothing of a real jurisdiction."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shared.calendar import Measure, Span
from shared.kernel.actor import Actor
from shared.kernel.text import Closed, Home
from shared.rules.feeds import Channel, Feed
from shared.rules.limits import Limit
from shared.rules.moment import Moment
from shared.rules.rules import EMPTY, Rules
from shared.rules.templates import Template
from shared.rules.units import Unit

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
DAY = timedelta(hours=24)
HOURS = ("accept", "callback", "ask_reopen", "ask_redo", "ask_urge", "ask_cancel", "ask_callback", "knowledge_review")
TEMPLATES = (
    *("asker.received", "asker.accepted", "asker.declined", "asker.dispatched", "asker.closed", "asker.reopened"),
    *("asker.archived", "unit.dispatched", "unit.reopened", "unit.urged", "unit.reminder"),
    *("asker.answered", "asker.merged", "asker.separated", "asker.transferred", "asker.suspended", "asker.resumed"),
    *("asker.extended", "asker.common_closed", "asker.confidential", "unit.part_assigned", "unit.extension_granted"),
    *("unit.extension_refused", "unit.instructed", "unit.meeting", "unit.meeting_cancelled", "unit.decision"),
    *("unit.transferred", "unit.transfer_refused", "unit.card", "unit.letter", "unit.commitment", "unit.explanation"),
    *("unit.common_led", "unit.digest", "asker.transfer_confirmed"),
    *("unit.recomputed", "unit.escalation", "unit.escalation_answered"),
)


def rules() -> Rules:
    """Every limit is 24 hours; `accept_urgent` one."""
    limits = {code: Limit(code, code, Span(24, Measure.HOURS), "test") for code in HOURS}
    limits["accept_urgent"] = Limit("accept_urgent", "accept_urgent", Span(1, Measure.HOURS), "test")
    return replace(
        EMPTY,
        limits=limits,
        units={code: Unit(code, code, code) for code in ("desk", "watch", "housing")},
        desks={"dispatch": "desk", "supervision": "watch", "discipline": "discipline"},
        feeds={
            "12345": Feed("12345", "hotline", "12345", "auto", "source", "file"),
            "96888": Feed("96888", "hotline", "96888", "desk", "us", "file"),
        },
        channels={"portal": Channel("portal", "portal", "asker"), "visit": Channel("visit", "visit", "officer")},
        templates={
            code: Template(code, ("sms", "file") if code.startswith("asker") else ("email", "file"), code, code)
            for code in TEMPLATES
        },
        hashes={"limits": "l" * 64, "calendar": "c" * 64, "templates": "t" * 64},
        numbers={"rounds": 3, "callback_attempts": 3, "delivery_attempts": 4},
    )


RULES = rules()


def at(hours: float = 0, account: str = "wang", unit: str = "desk") -> Moment:
    """The moment so many hours after noon."""
    return Moment(NOON + timedelta(hours=hours), Actor(account, unit), RULES)


def system(hours: float = 0) -> Moment:
    """The same, for a timer or a reaction."""
    return at(hours, "system:test", "")


def closed(path: str, same: str | None = None, key: str = "asker/a") -> Closed:
    """A field as it is read from a log; `path` tells one from another."""
    return Closed(key, 1, "nonce", "cipher", "digest", Home("20261124-0", "id", path), same)
