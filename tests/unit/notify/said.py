"""Recipients in every state, and one command of each kind, for the tests of notify's domain."""

from typing import Any

from services.notify.domain.delivery import Failed, GivenUp, GiveUp, MarkFailed, MarkSent, Sent
from services.notify.domain.recipient.commands import NoteRecipient, PlanDelivery
from services.notify.domain.recipient.events import Deferred, Noted, Planned
from shared.kernel.numbering import stream_id
from tests.unit.hearing import CASE
from tests.unit.small_rules import NOON, at, closed

NAME, PHONE = closed("name"), closed("phone")
DELIVERY = stream_id("delivery", "e1", "asker")


def note(**changes: Any) -> NoteRecipient:
    values: dict[str, Any] = {
        "asker": "a",
        "anonymous": False,
        "name": NAME,
        "phone": PHONE,
        "source": "12345",
        "source_no": "n1",
    }
    return NoteRecipient(CASE, at(), **{**values, **changes})


def noted(**changes: Any) -> Noted:
    values: dict[str, Any] = {
        "asker": "a",
        "anonymous": False,
        "name": NAME,
        "phone": PHONE,
        "source": "12345",
        "source_no": "n1",
    }
    return Noted(**{**values, **changes})


def plan(to: str = "asker", **changes: Any) -> PlanDelivery:
    values: dict[str, Any] = {
        "case_no": CASE,
        "moment": at(),
        "cause_id": "e1",
        "cause": "work_order.dispatched",
        "template": f"{to}.dispatched",
        "to": to,
        "unit": "housing",
        "round": 1,
    }
    return PlanDelivery(**{**values, **changes})


def message(to: str = "asker", **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "delivery": stream_id("delivery", "e1", to),
        "template": f"{to}.dispatched",
        "to": to,
        "cause": "work_order.dispatched",
        "unit": "housing",
        "round": 1,
        "duty": "",
        "due_at": None,
        "end": "",
        "resolved": None,
        "public": None,
        "advice": None,
    }
    return {**values, **changes}


def planned(to: str = "asker", channel: str = "sms", **changes: Any) -> Planned:
    asker: dict[str, Any] = {"asker": "a", "name": NAME, "phone": PHONE, "source": "", "source_no": ""}
    nobody: dict[str, Any] = {"asker": "", "name": None, "phone": None, "source": "", "source_no": ""}
    about = asker if to == "asker" else nobody
    return Planned(**{**message(to), **about, "channel": channel, **changes})


def deferred(to: str = "asker") -> Deferred:
    return Deferred(**message(to))


RECIPIENTS: dict[str, tuple[Any, ...]] = {
    "unknown": (),
    "deferred": (deferred(),),
    "noted": (noted(),),
    "anonymous": (noted(anonymous=True),),
    "told": (noted(), planned()),
}
RECIPIENT_COMMANDS: dict[str, Any] = {"NoteRecipient": note(), "PlanDelivery": plan()}
DELIVERIES: dict[str, tuple[Any, ...]] = {
    "waiting": (),
    "failed once": (Failed("sms", 1, "timeout", NOON),),
    "sent": (Sent("sms", 1),),
    "given up": (GivenUp("sms", 1, "no_such_number"),),
}
DELIVERY_COMMANDS: dict[str, Any] = {
    "MarkSent": MarkSent(CASE, DELIVERY, at(), "sms", 2),
    "MarkFailed": MarkFailed(CASE, DELIVERY, at(), "sms", 2, "timeout"),
    "GiveUp": GiveUp(CASE, DELIVERY, at(), "sms", 2, "shredded"),
}
