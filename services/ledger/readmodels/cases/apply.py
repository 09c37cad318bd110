"""What each entry of a case changes in the index. The hot path: some fifteen entries for each order."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from services.ledger.readmodels.cases.memory import Known, Memories
from services.ledger.readmodels.cases.tables import case_entries, cases
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Rows
from shared.kernel.case_state import Facts, note, state_of

CASE_NO = re.compile(r"\d{8}-[0-9A-Z]{11}")
RECEIPTS = ("appeal.received", "appeal.history_recorded")
READINGS = frozenset({"personal.opened", "evidence.exported"})
"""That somebody looked: no change of the case, and told to auditors alone."""
MEMORIES = Memories()
_facts = msgspec.json.Encoder()
_known = msgspec.json.Decoder(Facts)


def noted(fact: Fact, rows: Rows) -> None:
    """One more entry of any service. What is about no case (complaints, accounts, rules) leaves nothing here."""
    case_no = fact.subject
    if CASE_NO.fullmatch(case_no) is None:
        return
    rows.put(case_entries, case_no=case_no, source=fact.service, position=fact.position, recorded_at=fact.recorded_at)
    if fact.type in READINGS:
        return
    memory = MEMORIES.of(rows)
    known = memory.get(case_no) or _stored(rows.get(cases, case_no))
    facts = note(known.facts, fact.service, fact.type, fact.data, fact.time)
    changed_at = max(known.changed_at or fact.recorded_at, fact.recorded_at)
    memory.put(case_no, Known(facts, changed_at))
    standing = {} if facts is known.facts else columns(facts)
    rows.put(cases, case_no=case_no, changed_at=changed_at, **standing, **_received(fact))


def foresee(facts: Sequence[Fact], rows: Rows) -> None:
    """The cases that are not remembered."""
    subjects = {fact.subject for fact in facts if fact.type not in READINGS and CASE_NO.fullmatch(fact.subject)}
    if subjects:
        memory = MEMORIES.of(rows)
        rows.fetch(cases, sorted(subject for subject in subjects if memory.get(subject) is None))


def columns(facts: Facts) -> dict[str, Any]:
    """The columns that say where a case stands."""
    shown = state_of(facts)
    return {
        "state": shown.state,
        "waits_for": shown.waits_for,
        "unit": shown.unit,
        "round": shown.round,
        "facts": _facts.encode(facts).decode(),
    }


def _stored(row: dict[str, Any] | None) -> Known:
    if row is None:
        return Known(Facts(), None)
    return Known(_known.decode(row["facts"]) if row["facts"] else Facts(), row["changed_at"])


def _received(fact: Fact) -> dict[str, Any]:
    if fact.type not in RECEIPTS:
        return {}
    data = fact.data
    channel, urgent = data.get("channel", data["source"]), data.get("urgent", False)
    return {
        "source": data["source"],
        "source_no": data["source_no"],
        "channel": channel,
        "urgent": urgent,
        "received_at": fact.time,
    }
