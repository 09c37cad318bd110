"""What each fact changes in an appeal's row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.intake.readmodels.appeals.tables import CLOSED, appeals
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, Rows
from shared.house.reading import stored_field
from shared.kernel.times import unstamp


def _received(fact: Fact, rows: Rows) -> None:
    data = fact.data
    due = data["duties"][0]["due_at"] if data["duties"] else None
    rows.put(
        appeals,
        case_no=fact.subject,
        stream=fact.stream,
        source=data["source"],
        source_no=data["source_no"],
        channel=data["channel"],
        kind=data["kind"],
        asker=data["asker"],
        state="received",
        round=1,
        urgent=data["urgent"],
        confidential=data.get("confidential", False),
        anonymous=data["anonymous"],
        place=data["place"],
        credit_code_valid=data["credit_code_valid"],
        received_at=fact.time,
        asked_at=unstamp(data["asked_at"]),
        changed_at=fact.time,
        accept_due_at=unstamp(due) if due else None,
        **{name: stored_field(data[name]) for name in CLOSED},
    )


def _history(fact: Fact, rows: Rows) -> None:
    data = fact.data
    answered_at = data["answered_at"]
    rows.put(
        appeals,
        case_no=fact.subject,
        stream=fact.stream,
        source=data["source"],
        source_no=data["source_no"],
        channel=data["source"],
        kind=data["kind"],
        asker=data["asker"],
        state="history",
        round=0,
        urgent=False,
        received_at=fact.recorded_at,
        asked_at=fact.time,
        changed_at=fact.time,
        title=stored_field(data["title"]),
        text=stored_field(data["text"]),
        answer=stored_field(data["answer"]),
        answered_at=unstamp(answered_at) if answered_at else None,
    )


def _becomes(state: str, *kept: str) -> Any:
    """A change of state that keeps some clear fields of the entry."""

    def change(fact: Fact, rows: Rows) -> None:
        values = {name: fact.data[name] for name in kept}
        rows.put(appeals, case_no=fact.subject, state=state, changed_at=fact.time, **values)

    return change


def _underway(state: str) -> Any:
    """A change by routing: what was merged stays so until its order is closed or archived."""

    def change(fact: Fact, rows: Rows) -> None:
        values = {name: fact.data[name] for name in ("unit", "round")}
        row = rows.get(appeals, fact.subject)
        if row is None or row["state"] != "merged":
            values["state"] = state
        rows.put(appeals, case_no=fact.subject, changed_at=fact.time, **values)

    return change


def _answered_at_once(fact: Fact, rows: Rows) -> None:
    rows.put(
        appeals,
        case_no=fact.subject,
        state="answered_at_once",
        kind=fact.data["kind"],
        answer=stored_field(fact.data["public"]),
        answered_at=fact.time,
        changed_at=fact.time,
    )


def _accept_due(fact: Fact) -> dict[str, datetime]:
    """When the desk must decide, where the entry says it anew."""
    duties = fact.data["duties"]
    return {"accept_due_at": unstamp(duties[0]["due_at"])} if duties else {}


def _separated(fact: Fact, rows: Rows) -> None:
    due = _accept_due(fact)
    rows.put(appeals, case_no=fact.subject, state=fact.data["back_to"], leading=None, changed_at=fact.time, **due)


def _opened(fact: Fact, rows: Rows) -> None:
    """Where it follows another case still, that is how it is shown."""
    if (rows.get(appeals, fact.subject) or {}).get("state") == "received":
        rows.put(appeals, case_no=fact.subject, state="accepted", changed_at=fact.time)


def _urgency(fact: Fact, rows: Rows) -> None:
    urgent = fact.data["urgent"]
    rows.put(appeals, case_no=fact.subject, urgent=urgent, changed_at=fact.time, **_accept_due(fact))


def _corrected(fact: Fact, rows: Rows) -> None:
    data = fact.data
    values = {data["field"]: stored_field(data["value"]) if data["value"] else data["clear"]}
    if data["field"] == "credit_code":
        values["credit_code_valid"] = data["valid"]
    rows.put(appeals, case_no=fact.subject, changed_at=fact.time, **values)


def _declined(fact: Fact, rows: Rows) -> None:
    advice = stored_field(fact.data["advice"])
    reason = fact.data["reason"]
    rows.put(
        appeals, case_no=fact.subject, state="declined", changed_at=fact.time, decline_reason=reason, advice=advice
    )


def _withdrawn(fact: Fact, rows: Rows) -> None:
    """What had been archived already stays so: the asker's word came too late."""
    if (rows.get(appeals, fact.subject) or {}).get("state") != "archived":
        rows.put(appeals, case_no=fact.subject, state="withdrawn", changed_at=fact.time)


def _closed(fact: Fact, rows: Rows) -> None:
    answer = stored_field(fact.data["public"])
    rows.put(appeals, case_no=fact.subject, state="closed", changed_at=fact.time, answer=answer)


SAID: Mapping[str, Apply] = {
    "appeal.received": _received,
    "appeal.history_recorded": _history,
    "appeal.accepted": _becomes("accepted", "kind"),
    "appeal.declined": _declined,
    "appeal.answered_at_once": _answered_at_once,
    "appeal.merged": _becomes("merged", "leading"),
    "appeal.separated": _separated,
    "appeal.order_opened": _opened,
    "appeal.urgency_marked": _urgency,
    "appeal.corrected": _corrected,
    "appeal.withdrawn": _withdrawn,
}
LOOKED_AT = frozenset(
    {
        *("appeal.order_opened", "appeal.withdrawn"),
        *("work_order.dispatched", "work_order.signed", "work_order.reopened"),
    }
)
"""What they change depends on the row as it is."""
HEARD: Mapping[tuple[str, str], Apply] = {
    ("routing", "work_order.dispatched"): _underway("dispatched"),
    ("routing", "work_order.signed"): _underway("handling"),
    ("routing", "work_order.closed"): _closed,
    ("routing", "work_order.reopened"): _underway("reopened"),
    ("routing", "work_order.cancelled"): _becomes("cancelled"),
    ("routing", "work_order.archived"): _becomes("archived", "end"),
}
