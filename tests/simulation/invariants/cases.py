"""Every case stands in a state that there is, the same whatever was heard first, and somebody has it."""

from collections.abc import Iterator, Sequence
from random import Random

from services.intake.domain.appeal.state import Phase
from services.routing.domain.work_order.state import OPEN, State
from services.supervision.domain.callback.state import Phase as Calling
from shared.eventlog.fact import Fact
from shared.kernel.case_state import STATES, CaseState, Facts, note, state_of
from tests.simulation.invariants.record import Record
from tests.simulation.people.case import Case
from tests.simulation.rules import CASEWORK

WAITS = ("", "signing", "contact", "return", "extension", "suspension", "consultation", "transfer", "common_need")
BEYOND = ("transfer", "common_need")
"""The receiver outside the district has it, or the unit of the common need."""
NEEDS_UNIT = ("handling", "answered", "closed", "called_back")
MERGES = 2
FITS = {
    *((Phase.RECEIVED, State.NOTED), (Phase.DECLINED, State.NOTED)),
    *((Phase.ANSWERED_AT_ONCE, State.NOTED), (Phase.MERGED, State.MERGED)),
    *((Phase.MERGED, state) for state in (*OPEN, State.CLOSED, State.ARCHIVED)),  # also let go by the one it followed
    *((Phase.ACCEPTED, state) for state in (*OPEN, State.CLOSED, State.ARCHIVED)),
}
"""What intake and routing have of a case; a withdrawn one may stand anywhere, for it may have come too late."""


def every_case_stands_somewhere(record: Record) -> Iterator[str]:
    """As the ledger's index tells it, as it follows from any merging of the logs, and as the services have it."""
    for case_no, case in record.cases.items():
        state = record.town.index.state(case_no)
        yield from _same_however_merged(record, case_no, state)
        yield from _somewhere(record, case_no, state)
        yield from (f"{case_no}: {fault}" for fault in _together(record, case))


def _same_however_merged(record: Record, case_no: str, state: CaseState) -> Iterator[str]:
    told = [[fact for fact in record.said[service] if fact.subject == case_no] for service in CASEWORK]
    rng = Random(case_no)
    for _ in range(MERGES):
        if (merged := state_of(_folded(_merged(told, rng)))) != state:
            yield f"{case_no} is {state} in the ledger, but {merged} from the logs"


def _merged(told: Sequence[Sequence[Fact]], rng: Random) -> Iterator[Fact]:
    """The facts of all sources in one order, each source's in its own."""
    left = [list(reversed(facts)) for facts in told if facts]
    while left:
        source = rng.choice(left)
        yield source.pop()
        if not source:
            left.remove(source)


def _folded(merged: Iterator[Fact]) -> Facts:
    facts = Facts()
    for fact in merged:
        facts = note(facts, fact.service, fact.type, fact.data, fact.time)
    return facts


def _somewhere(record: Record, case_no: str, state: CaseState) -> Iterator[str]:
    if state.state not in STATES or state.waits_for not in WAITS:
        yield f"{case_no} stands in {state}, which there is not"
    if state.state in NEEDS_UNIT and state.waits_for not in BEYOND and state.unit not in record.town.rules.units:
        yield f"{case_no} is {state.state} and nobody has it ({state.unit!r})"
    if state.state == "dispatching" and state.unit:
        yield f"{case_no} waits at the desk and {state.unit} has it"
    if state.state == "accepted":
        yield f"{case_no} was accepted and routing never took it"


def _together(record: Record, case: Case) -> Iterator[str]:
    """What the three services have of a case fits together: whoever waits, waits for somebody who knows."""
    town = record.town
    appeal, order, callback = town.appeal(case), town.order(case), town.callback(case)
    if (appeal.phase, order.state) not in FITS and appeal.phase is not Phase.WITHDRAWN:
        yield f"the appeal is {appeal.phase}, the order {order.state}"
    if appeal.phase is Phase.WITHDRAWN and order.state in OPEN:
        yield f"the appeal is withdrawn, and {order.unit or 'the desk'} still has an open order ({order.state})"
    if order.state is State.CLOSED:
        waits = callback.phase in (Calling.PLANNED, Calling.REFERRED) and callback.round == order.round
        if not waits:
            yield f"closed in round {order.round}, and the callback is {callback.phase} in round {callback.round}"
    if callback.phase is Calling.REOPENING and order.state not in OPEN:
        yield f"the callback waits for a round that is {order.state} ({order.end})"
    if callback.phase is Calling.REOPEN_ASKED:
        yield "the ask to reopen is still open"
    if callback.round > order.round:
        yield f"the callback is in round {callback.round}, the order in {order.round}"
