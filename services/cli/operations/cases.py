"""Cases across all services, from the ledger."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from services.cli.installation import Installation
from services.cli.operations.opening import opens, shown_to
from services.cli.operations.people import reading
from services.identity.demo import demo_accounts
from services.ledger.readmodels.cases.query import Case, Filter, one, then
from services.ledger.readmodels.cases.story import story
from services.ledger.web import documents
from services.ledger.web.listing import found
from services.ledger.web.moments import compared, seen
from services.ledger.web.story import document, in_order
from shared.eventlog.clock import uuid7
from shared.eventlog.fact import Fact
from shared.house.house import House
from shared.house.reading import open_for, stored_field
from shared.kernel.times import stamp, unstamp

PAGE = 500
PURPOSE = "cli.show"
DEMO_ROLE, DEMO_REASON = "audit_admin", "demo"
Closed = Mapping[str, str | None]


def list_cases(
    installation: Installation, *, state: str | None = None, unit: str | None = None, cursor: str | None = None
) -> dict[str, Any]:
    """A page of cases as they are now, newest first; `next` is the cursor of the next page, None at the end."""
    page = found(installation.houses["ledger"], Filter(state=state or "", unit=unit or ""), cursor, PAGE)
    return {"cases": [_summary(case) for case in page.items], "next": page.next_cursor}


def show_case(
    installation: Installation, *, no: str, as_of: str | None = None, account: str = "", reason: str = ""
) -> dict[str, Any]:
    """One case now or as of a recorded time: who answered for it, its duties, the rules in force, its timeline.

    Closed fields are in clear only for an account with a reason, and only those that a page would open to it, after an
    entry in supervision's log said so.
    """
    ledger, at = installation.houses["ledger"], _time(as_of)
    with ledger.log.reading() as connection:
        case = one(connection, no)
        known = then(connection, [case], at) if case and at else [case]
        facts = in_order(story(connection, no, at), readings=True)
    if case is None:
        raise ValueError(f"there is no case {no}; see: huying case list")
    if not known or known[0] is None:
        raise ValueError(f"at {as_of} the ledger did not have {no} yet")
    shown, clear = _clear(installation, known[0], facts, account, reason)
    timeline = [_step(fact, clear) for fact in shown]
    stood = documents.standing(seen(ledger, no, at))
    return {**_summary(known[0]), "as_of": stamp(at) if at else None, **stood, "timeline": timeline}


def diff_case(installation: Installation, *, no: str, since: str, until: str | None = None) -> dict[str, Any]:
    """What is different about a case between two recorded times, the earlier first; closed fields stay closed."""
    ledger, first, last = installation.houses["ledger"], _time(since), _time(until)
    if first is None:
        raise ValueError("say from which time on: --from 2026-11-24T09:30")
    if first > (last or ledger.clock()):
        raise ValueError("--from is after --to; give the earlier time first")
    with ledger.log.reading() as connection:
        if one(connection, no) is None:
            raise ValueError(f"there is no case {no}; see: huying case list")
    both = compared(ledger, no, first, last)
    if not both.last.standing.case.state:
        raise ValueError(f"at {until} the ledger did not have {no} yet")
    return {"case_no": no, **documents.difference(both, readings=True)}


def _time(as_of: str | None) -> datetime | None:
    if not as_of:
        return None
    try:
        return unstamp(as_of)
    except (ValueError, OverflowError):
        raise ValueError(f"{as_of!r} is no time; write it as 2026-11-24T09:30 or 2026-11-24T09:30:00+08:00") from None


def _summary(case: Case) -> dict[str, Any]:
    names = ("case_no", "state", "unit", "waits_for", "round", "channel", "source", "source_no", "urgent")
    times = {name: stamp(moment) if (moment := getattr(case, name)) else None for name in ("received_at", "changed_at")}
    return {**{name: getattr(case, name) for name in names}, **times}


def _clear(
    installation: Installation, case: Case, facts: Sequence[Fact], account: str, reason: str
) -> tuple[Sequence[Fact], Closed]:
    """The entries as the account may know them, and what it may open of them in clear by its place; nothing in clear
    without a name or reason."""
    if installation.houses["ledger"].world.demo:
        account, reason = account or _demo_reader(installation), reason or DEMO_REASON
    if not (account and reason):
        return facts, {}
    by, reader = reading(installation, account, case.unit or "")
    house: House = installation.houses["supervision"]
    facts = shown_to(reader, facts)
    closed = {_place(fact, name): stored_field(fact.data[name]) for fact in facts for name in opens(reader, fact)}
    return facts, open_for(house, by, case.case_no, PURPOSE, closed, once=uuid7(house.clock()), reason=reason)


def _demo_reader(installation: Installation) -> str:
    accounts = demo_accounts(installation.houses["identity"].rulebook.current)
    return next((one.account for one in accounts if DEMO_ROLE in one.roles), "")


def _place(fact: Fact, name: str) -> str:
    return f"{fact.service}.{fact.position}.{fact.type}.{name}"


def _step(fact: Fact, clear: Closed) -> dict[str, Any]:
    told = document(fact)
    opened = {name: clear[place] for name in fact.data if (place := _place(fact, name)) in clear}
    return {**told, "changed": {**told["changed"], **opened}}


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "case.list": list_cases,
    "case.show": show_case,
    "case.diff": diff_case,
}
