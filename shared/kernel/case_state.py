"""The state of a case: one pure table over the latest facts of each source, never over the order of arrival.

Each service's entries about a case come in order, so its facts are folded one by one; the sources are then combined
whatever came first. Used by the ledger's case index and by intake's receipts and feed status.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseState:
    """`state` is one of STATES; `waits_for` is `signing`, `contact`, `extension`, `return`, `suspension`, `consultation`,
    `transfer`, `common_need` or "" (only while handling);
    `unit` the lead unit now, or ""; `round` 0 before there is an order; `since` when the deciding source last said so."""

    state: str = ""
    waits_for: str = ""
    unit: str = ""
    round: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The latest facts of one source. `before` is what a returned order waited for until then."""

    state: str = ""
    waits_for: str = ""
    unit: str = ""
    round: int = 0
    since: datetime | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The latest facts of all sources of one case."""

    intake: SourceFacts = SourceFacts()
    routing: SourceFacts = SourceFacts()
    supervision: SourceFacts = SourceFacts()


STATES = (
    *(
        "received",
        "accepted",
        "declined",
        "answered_at_once",
        "merged",
        "withdrawn",
        "dispatching",
        "handling",
        "answered",
        "closed",
    ),
    *("called_back", "archived"),
)
ENDED = ("closed", "archived")
OUT_OF_ROUTING = ("withdrawn", "merged")
"""Intake's word holds until routing's order has ended, whatever it was doing: a merged case follows another."""


def note(facts: Facts, source: str, type: str, data: Data, at: datetime) -> Facts:
    """The facts with one more entry: of `source` (a service), of this `type`, that happened `at`."""
    change = CHANGES.get((source, type))
    if change is None:
        return facts
    before: SourceFacts = getattr(facts, source)
    after = change(before, data)
    return facts if after is before else replace(facts, **{source: replace(after, since=at)})


def state_of(facts: Facts) -> CaseState:
    """What lists and figures show."""
    intake, routing, supervision = facts.intake, facts.routing, facts.supervision
    if intake.state in OUT_OF_ROUTING and routing.state not in ENDED:
        return shown(intake, routing.unit, routing.round)
    if not routing.state:
        return shown(intake)
    if routing.state == "closed" and supervision.state == "called_back" and supervision.round == routing.round:
        return shown(supervision, routing.unit)
    return shown(routing, routing.unit)


def shown(deciding: SourceFacts, unit: str = "", round: int | None = None) -> CaseState:
    rounds = deciding.round if round is None else round
    return CaseState(deciding.state, deciding.waits_for, unit, rounds, deciding.since)


Change = Callable[[SourceFacts, Data], SourceFacts]


def becomes(state: str, waits_for: str = "") -> Change:
    """The state, with unit and round as far as the entry says them."""

    def change(before: SourceFacts, data: Data) -> SourceFacts:
        said = {name: data[name] for name in ("unit", "round") if name in data}
        return replace(before, state=state, waits_for=waits_for, before="", **said)

    return change


def held(before: SourceFacts, data: Data) -> SourceFacts:
    """Back at the dispatch desk: nobody's order now."""
    return becomes("dispatching")(before, {**data, "unit": ""})


def merged(before: SourceFacts, data: Data) -> SourceFacts:
    """It follows another case: nobody's order now."""
    return becomes("merged")(before, {**data, "unit": ""})


def released(before: SourceFacts, data: Data) -> SourceFacts:  # noqa: ARG001
    """It follows no case any more. What it is now, intake says, or the entry that comes next."""
    return replace(before, state="", waits_for="", unit="", before="") if before.state == "merged" else before


def transferred(before: SourceFacts, data: Data) -> SourceFacts:
    """Outside the district somebody must confirm; inside, `dispatched` comes next."""
    return becomes("handling", "transfer")(before, {**data, "unit": data.get("to", "")})


def pooled(before: SourceFacts, data: Data) -> SourceFacts:
    """Handled with others: the common need's unit answers."""
    return becomes("handling", "common_need")(before, {**data, "unit": ""})


ELSEWHERE = ("transfer", "common_need")
"""Nobody of ours has the order itself."""


def convened(before: SourceFacts, data: Data) -> SourceFacts:  # noqa: ARG001
    """Until it is held or cancelled. What is in others' hands stays there: they are waited for."""
    if before.state != "handling" or before.waits_for in ("consultation", *ELSEWHERE):
        return before
    return replace(before, waits_for="consultation", before=before.waits_for)


def met(before: SourceFacts, data: Data) -> SourceFacts:  # noqa: ARG001
    return replace(before, waits_for=before.before, before="") if before.waits_for == "consultation" else before


def contacted(before: SourceFacts, data: Data) -> SourceFacts:
    """An attempt that reached nobody leaves the contact to be made."""
    if not data.get("reached", False):
        return before
    if before.waits_for == "contact":
        return replace(before, waits_for="")
    return replace(before, before="") if before.before == "contact" else before


def returned(before: SourceFacts, data: Data) -> SourceFacts:
    return waiting("return")(before, data)


def return_settled(before: SourceFacts, data: Data) -> SourceFacts:
    """Refused: the unit goes on where it was. Accepted: `work_order.held` says the rest."""
    return before if data.get("accepted") else replace(before, waits_for=before.before, before="")


BESIDE = ("extension", "return", "suspension", "consultation")
"""What is waited for beside the handling itself."""


def waiting(waits_for: str) -> Change:
    """Something beside the handling is waited for; what the handling itself waited for before is kept."""

    def change(before: SourceFacts, data: Data) -> SourceFacts:  # noqa: ARG001
        earlier = before.before if before.waits_for in BESIDE else before.waits_for
        return replace(before, waits_for=waits_for, before=earlier)

    return change


def settled(waits_for: str) -> Change:
    """It is over: the unit goes on where it was."""

    def change(before: SourceFacts, data: Data) -> SourceFacts:  # noqa: ARG001
        return replace(before, waits_for=before.before, before="") if before.waits_for == waits_for else before

    return change


def recorded(before: SourceFacts, data: Data) -> SourceFacts:
    return becomes("called_back")(before, data) if data.get("contacted") else before


def opened_unaccepted(before: SourceFacts, data: Data) -> SourceFacts:
    """Routing has opened the order: it is accepted, unless it follows another case still."""
    return becomes("accepted")(before, data) if before.state == "received" else before


def separated(before: SourceFacts, data: Data) -> SourceFacts:
    """Back to what it was before it was merged."""
    return becomes(data.get("back_to") or "accepted")(before, data)


CHANGES: Mapping[tuple[str, str], Change] = {
    ("intake", "appeal.received"): becomes("received"),
    ("intake", "appeal.history_recorded"): becomes("archived"),
    ("intake", "appeal.accepted"): becomes("accepted"),
    ("intake", "appeal.declined"): becomes("declined"),
    ("intake", "appeal.answered_at_once"): becomes("answered_at_once"),
    ("intake", "appeal.merged"): becomes("merged"),
    ("intake", "appeal.separated"): separated,
    ("intake", "appeal.order_opened"): opened_unaccepted,
    ("intake", "appeal.withdrawn"): becomes("withdrawn"),
    ("routing", "work_order.opened"): becomes("dispatching"),
    ("routing", "work_order.held"): held,
    ("routing", "work_order.dispatched"): becomes("handling", "signing"),
    ("routing", "work_order.signed"): becomes("handling", "contact"),
    ("routing", "work_order.contacted"): contacted,
    ("routing", "work_order.returned"): returned,
    ("routing", "work_order.return_settled"): return_settled,
    ("routing", "work_order.extension_requested"): waiting("extension"),
    ("routing", "work_order.extended"): settled("extension"),
    ("routing", "work_order.extension_refused"): settled("extension"),
    ("routing", "work_order.extension_dropped"): settled("extension"),
    ("routing", "work_order.suspended"): waiting("suspension"),
    ("routing", "work_order.resumed"): settled("suspension"),
    ("routing", "work_order.answered"): becomes("answered"),
    ("routing", "work_order.sent_back"): becomes("handling"),
    ("routing", "work_order.closed"): becomes("closed"),
    ("routing", "work_order.reopened"): becomes("handling", "signing"),
    ("routing", "work_order.archived"): becomes("archived"),
    ("routing", "work_order.merged"): merged,
    ("routing", "work_order.released"): released,
    ("routing", "work_order.transferred"): transferred,
    ("routing", "work_order.pooled"): pooled,
    ("routing", "meeting.convened"): convened,
    ("routing", "meeting.held"): met,
    ("routing", "meeting.cancelled"): met,
    ("supervision", "callback.planned"): becomes("planned"),
    ("supervision", "callback.recorded"): recorded,
}
