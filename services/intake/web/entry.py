"""An officer writes down what a caller says, at a window, on a visit, at a meeting."""

from services.intake.attaching.keeping import checked
from services.intake.submitting import Submitted, submit
from services.intake.web.desk_forms import Entry
from shared.eventlog.clock import uuid7
from shared.house.house import House
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.web.answers import Page, See
from shared.web.ask import Ask
from shared.web.inputs import Choices, inputs


def channels(house: House) -> Choices:
    """The channels an officer writes for."""
    known = house.rulebook.current.channels
    return [(code, channel.name) for code, channel in known.items() if channel.by == "officer"]


def show(ask: Ask) -> Page:
    """The form; after it was sent, number and receipt to be handed to the caller."""
    values = {"kind": "求助", "urgent": "false", "confidential": "false"}
    made = inputs(Entry, ask, values=values, choices={"channel": channels(ask.service)})
    first = ("channel", "urgent")
    ordered = sorted(made, key=lambda one: one.name not in first)
    return Page("intake/entry.html", {"inputs": ordered, "no": ask.query("no"), "receipt": ask.query("receipt")})


def post(ask: Ask) -> See:
    """Registered in the officer's name."""
    made = enter(ask)
    return See(f"/intake/entry?no={made.case_no}&receipt={made.receipt}", "done.entered")


def enter(ask: Ask) -> Submitted:
    """Rejected `entry.unknown_channel` for a channel that askers or machines write to."""
    house: House = ask.service
    channel = ask.form["channel"]
    if channel not in dict(channels(house)):
        raise Rejected("entry.unknown_channel", channel=channel)
    files = checked(house, ask.request)
    key = stream_id("entry", ask.who.account, ask.idempotency_key or uuid7(ask.at))
    return submit(house, ask.form, key, ask.who.actor(), channel, files)
