"""What a feed message asks for: its command, and how its asker is known."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from services.intake.domain.appeal.commands import (
    AskCancel,
    AskRedo,
    Command,
    Receive,
    RecordHistory,
    ReportCallback,
    Supplement,
    Urge,
    appeal_stream,
)
from shared.eventlog.entry import Entry
from shared.kernel.text import Text
from shared.kernel.times import stamp
from shared.rules.moment import Moment
from shared.vault import Appearance

Order = Mapping[str, Any]
LATER = frozenset({"urge", "supplement", "redo", "cancel", "callback-result"})
"""Messages about an order that was registered before: they make nobody known."""
RESULTS = {"appeal.received": "registered", "appeal.supplemented": "supplemented"}


class Taking(NamedTuple):
    """A way to take messages: how the asker of one is known (None: needs none), the command it asks for, and what became
    of it in one word."""

    appearance: Callable[[str, Order], Appearance | None]
    command: Callable[[str, Order, Moment, str], Command | RecordHistory]
    result: Callable[[Sequence[Entry]], str]


def appeared(source: str, order: Order) -> Appearance | None:
    """Who asks in a message of today; a phone without digits is nobody's."""
    if order.get("message") in LATER:
        return None
    phone = order.get("phone") or ""
    return _appearance(source, order, phone if any(sign.isdigit() for sign in phone) else None)


def appeared_once(source: str, order: Order) -> Appearance:
    """Who asked years ago: phones change hands."""
    return _appearance(source, order, None)


def _appearance(source: str, order: Order, phone: str | None) -> Appearance:
    user = order.get("user")
    return Appearance(appeal_stream(source, order["source_no"]), phone, (source, user) if user else None)


def command_of(source: str, order: Order, moment: Moment, asker: str) -> Command:
    """The command a message asks for; `message` is `new` unless it says otherwise."""
    stream, ref = appeal_stream(source, order["source_no"]), reference(order)
    words = optional(order, "text") or optional(order, "remark")
    match order.get("message", "new"):
        case "urge":
            return Urge(stream, moment, ref, words)
        case "supplement":
            return Supplement(stream, moment, Text(order.get("text", ""), compare=True), ref)
        case "redo":
            return AskRedo(stream, moment, ref, words)
        case "cancel":
            return AskCancel(stream, moment, ref, words)
        case "callback-result":
            return reported(stream, ref, order, moment)
        case _:
            return received(source, order, moment, asker)


def reported(stream: str, ref: str, order: Order, moment: Moment) -> ReportCallback:
    """The source's own callback; silence about contact means that somebody was reached if anything was said."""
    resolved, satisfied = order.get("resolved"), order.get("satisfied")
    contacted = order.get("contacted", resolved is not None or satisfied is not None)
    return ReportCallback(
        stream=stream,
        moment=moment,
        source_ref=ref,
        contacted=bool(contacted),
        resolved=resolved,
        satisfied=satisfied,
        remark=optional(order, "remark") or optional(order, "text"),
        at=order.get("asked_at"),
    )


def received(source: str, order: Order, moment: Moment, asker: str) -> Receive:
    """A new order."""
    text = order.get("text", "")
    return Receive(
        source=source,
        source_no=order["source_no"],
        moment=moment,
        asker=asker,
        title=Text(order.get("title") or text[:30]),
        text=Text(text, compare=True),
        kind=order.get("kind", ""),
        name=optional(order, "name"),
        phone=optional(order, "phone"),
        enterprise=optional(order, "enterprise"),
        credit_code=optional(order, "credit_code"),
        place=order.get("place", ""),
        asked_at=order.get("asked_at"),
        source_due_at=order.get("source_due_at"),
        urgent=bool(order.get("urgent", False)),
        confidential=bool(order.get("confidential", False)),
    )


def recorded(source: str, order: Order, moment: Moment, asker: str) -> RecordHistory:
    """An order of years ago with the file's times."""
    return RecordHistory(
        source=source,
        source_no=order["source_no"],
        moment=moment,
        asker=asker,
        title=Text(order.get("title") or order.get("text", "")[:30]),
        text=Text(order.get("text", "")),
        asked_at=order.get("asked_at"),
        answer=optional(order, "answer"),
        answered_at=order.get("answered_at"),
        kind=order.get("kind", ""),
    )


def what_became(entries: Sequence[Entry]) -> str:
    """Of nothing said, a duplicate."""
    if not entries:
        return "duplicate"
    return next((RESULTS[entry.type] for entry in entries if entry.type in RESULTS), "recorded")


def kept_or_known(entries: Sequence[Entry]) -> str:
    """An order of years ago is new or not."""
    return "registered" if entries else "duplicate"


def optional(order: Order, name: str) -> Text | None:
    """A private field of the message, if it was given."""
    value = order.get(name)
    return Text(value) if value else None


def reference(order: Order) -> str:
    """The source's name for this one message: its own reference, else its time, else its kind."""
    asked_at = order.get("asked_at")
    return str(
        order.get("source_ref") or (stamp(asked_at) if isinstance(asked_at, datetime) else order.get("message", "new"))
    )


PRESENT = Taking(appeared, command_of, what_became)
HISTORY = Taking(appeared_once, recorded, kept_or_known)
