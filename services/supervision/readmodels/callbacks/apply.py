"""What each fact changes. Everything is written without reading."""

from collections.abc import Callable, Mapping
from typing import Any

from services.supervision.readmodels.callbacks.tables import callback_ratings, callback_waits, callbacks, finals
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, Rows
from shared.house.reading import stored_field
from shared.kernel.times import unstamp

DUTY = "duty"
NOTHING_DUE: Mapping[str, Any] = {"due": None, "due_at": None}
NEW_ROUND: Mapping[str, Any] = {
    **NOTHING_DUE,
    **dict.fromkeys(("outcome", "resolved", "satisfied", "recorded_by", "why", "end", "reason", "approver")),
    "lapsed": False,
    "attempts": 0,
    "settled_at": None,
}


def _put(fact: Fact, rows: Rows, **values: Any) -> None:
    rows.put(callbacks, case_no=fact.subject, changed_at=fact.time, **values)


def _wait(fact: Fact, rows: Rows, what: str, due_at: str) -> None:
    rows.put(callback_waits, case_no=fact.subject, what=what, due_at=unstamp(due_at))


def _wait_no_more(fact: Fact, rows: Rows, what: str) -> None:
    rows.drop(callback_waits, fact.subject, what)


def _duties(fact: Fact, rows: Rows) -> Mapping[str, Any]:
    """The one duty of a callback at a time, which replaces what was waited for before."""
    for duty in fact.data["duties"]:
        _wait(fact, rows, DUTY, duty["due_at"])
        return {"due": duty["duty"], "due_at": unstamp(duty["due_at"]), "lapsed": False}
    _wait_no_more(fact, rows, DUTY)
    return NOTHING_DUE


def _stands(fact: Fact, rows: Rows, state: str, **values: Any) -> None:
    """It stands otherwise now; what had to be done by us is no duty any more."""
    _wait_no_more(fact, rows, DUTY)
    _put(fact, rows, state=state, **NOTHING_DUE, **values)


def order_closed(fact: Fact, rows: Rows) -> None:
    """Routing's closing comes before our `callback.planned`: when it was closed, with which answer."""
    data = fact.data
    closed = {"closed_at": unstamp(data["closed_at"]), "claimed": data["resolved"]}
    closed["confidential"] = data.get("confidential", False)
    rows.put(callbacks, case_no=fact.subject, public=stored_field(data["public"]), **closed)


def asker_corrected(fact: Fact, rows: Rows) -> None:
    """After the closing too: whoever calls must have the right number."""
    field = fact.data["field"]
    if field in ("name", "phone") and rows.get(callbacks, fact.subject) is not None:
        rows.put(callbacks, case_no=fact.subject, **{field: stored_field(fact.data["value"])})


def answered_at_once(fact: Fact, rows: Rows) -> None:
    """The desk's answer, likewise."""
    public = stored_field(fact.data.get("public"))
    rows.put(callbacks, case_no=fact.subject, public=public, closed_at=fact.time, claimed=True)


def planned(fact: Fact, rows: Rows) -> None:
    data = fact.data
    whom = {"anonymous": data["anonymous"], **{name: stored_field(data[name]) for name in ("name", "phone")}}
    placed = {"round": data["round"], "unit": data["unit"], "by": data["by"], "ours": data["by"] == "us"}
    _put(fact, rows, **{**NEW_ROUND, "state": "planned", **placed, **whom, **_duties(fact, rows)})


def attempted(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, state="attempting", attempts=fact.data["attempt"], outcome=fact.data["outcome"])


def recorded(fact: Fact, rows: Rows) -> None:
    """Reached without an opinion: we ask again, whoever called. Otherwise more is said in the same unit of work."""
    said = {name: fact.data[name] for name in ("resolved", "satisfied")}
    ours = {"ours": True} if fact.data["contacted"] and said["satisfied"] is None else {}
    _put(fact, rows, state="recorded", recorded_by=fact.data["by"], **said, **ours)


def settled(fact: Fact, rows: Rows) -> None:
    rows.drop(finals, fact.subject)
    how = {name: fact.data[name] for name in ("end", "reason", "approver")}
    _stands(fact, rows, "settled", settled_at=fact.time, **how)


def reopen_asked(fact: Fact, rows: Rows) -> None:
    _stands(fact, rows, "reopen_asked")
    _wait(fact, rows, fact.data["ask"], fact.data["due_at"])
    rows.put(callbacks, case_no=fact.subject, due="reopen", due_at=unstamp(fact.data["due_at"]))


def reopen_answered(fact: Fact, rows: Rows) -> None:
    """Refused: `callback.referred` follows."""
    _wait_no_more(fact, rows, fact.data["ask"])
    if fact.data["accepted"] and not fact.data["late"]:
        _stands(fact, rows, "reopening")


def referred(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, **{"state": "referred", "why": fact.data["why"], **_duties(fact, rows)})


def reopening(fact: Fact, rows: Rows) -> None:
    rows.drop(finals, fact.subject)
    _stands(fact, rows, "reopening", end=None, reason=None)


def dropped(fact: Fact, rows: Rows) -> None:
    rows.drop(finals, fact.subject)
    _stands(fact, rows, "dropped")


def final_proposed(fact: Fact, rows: Rows) -> None:
    rows.put(finals, case_no=fact.subject, proposed_by=fact.data["by"], proposed_at=fact.time)
    _put(fact, rows)


def final_declined(fact: Fact, rows: Rows) -> None:
    rows.drop(finals, fact.subject)
    _put(fact, rows)


def rated(fact: Fact, rows: Rows) -> None:
    """Intake's `appeal.rated`."""
    said = {"satisfied": fact.data["satisfied"], "remark": stored_field(fact.data.get("remark"))}
    rows.put(callback_ratings, case_no=fact.subject, rated_at=fact.time, **said)


def source_noted(fact: Fact, rows: Rows) -> None:
    _wait(fact, rows, fact.data["ask"], fact.data["due_at"])


def source_answered(fact: Fact, rows: Rows) -> None:
    _wait_no_more(fact, rows, fact.data["ask"])


def lapsed(fact: Fact, rows: Rows) -> None:
    """It stays to be done; a callback that the source let lapse is ours now."""
    _wait_no_more(fact, rows, DUTY)
    _put(fact, rows, lapsed=True, **({"ours": True} if fact.data["duty"] == "callback" else {}))


def ask_lapsed(fact: Fact, rows: Rows) -> None:
    _wait_no_more(fact, rows, fact.data["ask"])
    if fact.data["duties"]:
        _put(fact, rows, **{"state": "referred", "why": "lapsed", **_duties(fact, rows)})


FACTS: tuple[Callable[[Fact, Rows], None], ...] = (
    *(planned, attempted, recorded, settled, reopen_asked, reopen_answered, referred, reopening, dropped),
    *(source_noted, source_answered, lapsed, ask_lapsed, final_proposed, final_declined),
)
SAID: Mapping[str, Apply] = {f"callback.{change.__name__}": change for change in FACTS}
HEARD: Mapping[tuple[str, str], Apply] = {
    ("routing", "work_order.closed"): order_closed,
    ("routing", "work_order.asker_corrected"): asker_corrected,
    ("intake", "appeal.answered_at_once"): answered_at_once,
    ("intake", "appeal.rated"): rated,
}
