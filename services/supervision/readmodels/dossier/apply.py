"""What each fact adds to the dossier. Of closed fields only the public answer is kept, closed as it was heard."""

import json
from collections.abc import Mapping
from typing import Any

from services.supervision.readmodels.dossier.tables import dossier, dossier_articles, dossier_cases
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, ReadModel, Rows

UNIT = ("round", "unit")
KEPT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "intake": {
        "appeal.received": ("asker", "anonymous", "channel"),
        "appeal.merged": ("leading",),
        "appeal.corrected": ("field",),
        "appeal.rated": ("round", "satisfied"),
    },
    "routing": {
        "work_order.classified": ("round", "catalogue"),
        "work_order.held": ("round", "code"),
        "work_order.dispatched": (*UNIT, "catalogue"),
        "work_order.signed": UNIT,
        "work_order.returned": (*UNIT, "basis"),
        "work_order.return_settled": (*UNIT, "accepted"),
        "work_order.contacted": (*UNIT, "reached", "contacted_at", "number_is_askers"),
        "work_order.progressed": UNIT,
        "work_order.coordinated": UNIT,
        "work_order.extension_requested": (*UNIT, "number"),
        "work_order.extended": (*UNIT, "number", "source_agreed"),
        "work_order.suspended": UNIT,
        "work_order.resumed": UNIT,
        "work_order.answered": (*UNIT, "resolved"),
        "work_order.approved": UNIT,
        "work_order.closed": (*UNIT, "resolved", "contact", "leading", "common_need", "public"),
        "work_order.reopened": (*UNIT, "catalogue"),
        "work_order.asker_corrected": (*UNIT, "field"),
        "work_order.merged": (*UNIT, "leading"),
        "work_order.pooled": UNIT,
        "work_order.transferred": UNIT,
        "work_order.cancelled": UNIT,
        "work_order.archived": UNIT,
        "work_order.lapsed": (*UNIT, "duty", "due_at"),
        "meeting.held": UNIT,
        "part.delivered": UNIT,
    },
    "supervision": {
        "callback.attempted": ("round", "outcome"),
        "callback.recorded": ("round", "contacted", "resolved", "satisfied"),
        "callback.settled": ("round", "end"),
    },
}
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def kept(fact: Fact) -> dict[str, Any]:
    """The fields that rules read; of the asker's phone only that there is one."""
    said = {name: fact.data[name] for name in KEPT[fact.service][fact.type] if name in fact.data}
    if fact.type == "work_order.closed":
        said["has_phone"] = fact.data.get("phone") is not None
    return said


def passed(fact: Fact, rows: Rows) -> None:
    """One entry more; what is about no case is not looked at."""
    if "/" in fact.subject:
        return
    place = {"service": fact.service, "position": fact.position, "case_no": fact.subject}
    when = {"id": fact.id, "type": fact.type, "at": fact.time, "recorded_at": fact.recorded_at}
    rows.put(dossier, **place, **when, account=fact.actor.account, unit=fact.actor.unit, said=_json(kept(fact)))
    asker = {"asker": fact.data["asker"]} if fact.type == "appeal.received" and not fact.data["anonymous"] else {}
    rows.put(dossier_cases, case_no=fact.subject, mark=fact.id, **asker)


def published(fact: Fact, rows: Rows) -> None:
    """A knowledge article: whoever uses its words copies nobody."""
    rows.put(dossier_articles, article=fact.subject, text=fact.data["content"]["text"])


SAID: Mapping[str, Apply] = dict.fromkeys(KEPT["supervision"], passed)
HEARD: Mapping[tuple[str, str], Apply] = {
    **{(service, type_): passed for service, types in KEPT.items() if service != "supervision" for type_ in types},
    ("intake", "knowledge.published"): published,
}
DOSSIER = ReadModel("dossier", (dossier, dossier_cases, dossier_articles), said=SAID, heard=HEARD)
