"""Recipients in every state, and one command of each kind, for the tests of notify's domain."""

from typing import Any

from services.notify.domain.delivery.commands import (
    BeginAttempt,
    ConfirmSent,
    Gather,
    GiveUp,
    MarkFailed,
    MarkSent,
    MarkUncertain,
    NoteReceipt,
    Release,
    SendAgain,
)
from services.notify.domain.delivery.events import Begun, Failed, Gathered, GivenUp, Sent, Uncertain
from services.notify.domain.digest import PlanDigest
from services.notify.domain.digest import Planned as DigestPlanned
from services.notify.domain.recipient.commands import CorrectRecipient, MarkUrgency, NoteRecipient, PlanDelivery
from services.notify.domain.recipient.events import Deferred, Noted, Planned
from shared.kernel.numbering import stream_id
from tests.unit.hearing import CASE
from tests.unit.small_rules import NOON, RULES, at, closed

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
    template = changes.get("template", f"{to}.dispatched")
    version = {} if to == "source" else {"templates": "t" * 64, "template_hash": RULES.templates[template].hash}
    return Planned(**{**message(to), **about, "channel": channel, **version, **changes})


def deferred(to: str = "asker") -> Deferred:
    return Deferred(**message(to))


RECIPIENTS: dict[str, tuple[Any, ...]] = {
    "unknown": (),
    "deferred": (deferred(),),
    "noted": (noted(),),
    "anonymous": (noted(anonymous=True),),
    "told": (noted(), planned()),
}
RECIPIENT_COMMANDS: dict[str, Any] = {
    "NoteRecipient": note(),
    "CorrectRecipient": CorrectRecipient(CASE, at(), "phone", closed("other phone")),
    "MarkUrgency": MarkUrgency(CASE, at(), True),
    "PlanDelivery": plan(),
}
DELIVERIES: dict[str, tuple[Any, ...]] = {
    "waiting": (),
    "failed once": (Failed("sms", 1, "timeout", NOON),),
    "trying": (Failed("sms", 1, "timeout", NOON), Begun("sms", 2)),
    "uncertain": (Uncertain("sms", 1, "interrupted"),),
    "gathered": (Gathered("digest"),),
    "sent": (Sent("sms", 1),),
    "given up": (GivenUp("sms", 1, "no_such_number"),),
}
DELIVERY_COMMANDS: dict[str, Any] = {
    "BeginAttempt": BeginAttempt(CASE, DELIVERY, at(), "sms", 2),
    "MarkSent": MarkSent(CASE, DELIVERY, at(), "sms", 2),
    "MarkFailed": MarkFailed(CASE, DELIVERY, at(), "sms", 2, "timeout"),
    "MarkUncertain": MarkUncertain(CASE, DELIVERY, at(), "sms", 2, "interrupted"),
    "GiveUp": GiveUp(CASE, DELIVERY, at(), "sms", 2, "shredded"),
    "SendAgain": SendAgain(CASE, DELIVERY, at()),
    "ConfirmSent": ConfirmSent(CASE, DELIVERY, at()),
    "Gather": Gather(CASE, DELIVERY, at(), "digest"),
    "Release": Release(CASE, DELIVERY, at(), "digest", "refused"),
    "NoteReceipt": NoteReceipt(CASE, DELIVERY, at(), "sms", "delivered", NOON),
}
PLAN_DIGEST = PlanDigest("housing", at(), "email", ("d1", "d2"), (CASE,))
DIGEST_PLANNED = DigestPlanned(
    delivery=PLAN_DIGEST.delivery,
    unit="housing",
    template="unit.digest",
    channel="email",
    deliveries=("d1", "d2"),
    cases=(CASE,),
    templates="t" * 64,
    template_hash=RULES.templates["unit.digest"].hash,
)
DIGESTS: dict[str, tuple[Any, ...]] = {"nothing": (), "planned": (DIGEST_PLANNED,)}
DIGEST_COMMANDS: dict[str, Any] = {"PlanDigest": PLAN_DIGEST}
