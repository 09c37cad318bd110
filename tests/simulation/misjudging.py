"""Controlled failures of deciders, and of the assessment: what they say is changed on purpose."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.notify.domain.recipient.commands import PlanDelivery
from services.routing.domain.work_order.commands import LapseDuties
from services.routing.domain.work_order.events import AskAnswered, Closed, Dispatched, Reopened
from services.routing.domain.work_order.merging_commands import CloseFollower
from services.routing.domain.work_order.pooling_commands import CloseMember
from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.rates import RATES, Rate
from services.supervision.domain.assessment.row import Row
from services.supervision.domain.callback.commands import PlanCallback
from services.supervision.domain.callback.events import Planned, Settled
from services.supervision.domain.commitment.events import Kept
from services.supervision.domain.exclusion.events import Approved, Proposed
from shared.house.spec import Spec
from shared.kernel.decider import Decider
from tests.simulation.rules import SPECS

Specs = Mapping[str, Spec]


def decided(service: str, name: str, change: Callable[[Any, Any, Sequence[Any]], Sequence[Any]]) -> Specs:
    """The services, of which one decider says something else: `change(command, state, events)`."""

    def wrong(decider: Decider[Any, Any, Any]) -> Decider[Any, Any, Any]:
        if decider.name != name:
            return decider
        decide = decider.decide
        return replace(decider, decide=lambda command, state: change(command, state, decide(command, state)))

    spec = SPECS[service]
    return {**SPECS, service: replace(spec, deciders=tuple(map(wrong, spec.deciders)))}


def never_late(command: Any, _: Any, events: Sequence[Any]) -> Sequence[Any]:
    """Only the timer says lapses; a deed does not."""
    return events if isinstance(command, LapseDuties) else [one for one in events if type(one).__name__ != "Lapsed"]


def unanswered(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [one for one in events if not isinstance(one, AskAnswered)]


def answered_twice(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [copy for one in events for copy in ([one, one] if isinstance(one, AskAnswered) else [one])]


def closed_untold(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [replace(one, contact="contacted") if isinstance(one, Closed) else one for one in events]


def handed_to_nobody(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [replace(one, unit="") if isinstance(one, Dispatched) else one for one in events]


def handed_without_duties(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [replace(one, duties=()) if isinstance(one, Reopened) else one for one in events]


def told_of_no_closing(command: Any, _: Any, events: Sequence[Any]) -> Sequence[Any]:
    """Whoever is called back need not be told, somebody thought."""
    return [] if isinstance(command, PlanDelivery) and command.template == "asker.closed" else events


def deferred_nothing(command: Any, recipient: Any, events: Sequence[Any]) -> Sequence[Any]:
    """What comes before the receipt is told to nobody."""
    return [] if isinstance(command, PlanDelivery) and recipient.noted is None and command.to != "unit" else events


def never_lapsed(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [one for one in events if type(one).__name__ != "Lapsed"]


def left_waiting(command: Any, _: Any, events: Sequence[Any]) -> Sequence[Any]:
    """Whoever followed another case, or belonged to a common need, hears nothing of its end."""
    return [] if isinstance(command, CloseFollower | CloseMember) else events


def called_by_nobody(command: Any, _: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [] if isinstance(command, PlanCallback) else events


def excused(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    """Nobody is called: they are said to be anonymous."""
    if not any(isinstance(one, Planned) for one in events):
        return events
    planned = [replace(one, duties=()) if isinstance(one, Planned) else one for one in events]
    return [*planned, Settled(planned[0].round, "not_called", False, "anonymous")]


def told_of_no_common_closing(command: Any, _: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [] if isinstance(command, PlanDelivery) and command.template == "asker.common_closed" else events


def shown_twice(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    """A card."""
    return [copy for one in events for copy in ([one, one] if type(one).__name__ == "Issued" else [one])]


def kept_in_time(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    """Whenever it was."""
    return [replace(one, late=False) if isinstance(one, Kept) else one for one in events]


def approved_alone(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    """Who proposes leaving a case out of a rate also approves it."""
    proposed = [one for one in events if isinstance(one, Proposed)]
    return [*events, *(Approved(one.rate, one.number) for one in proposed)]


def rows_of_first_rounds(milestones: Iterable[Milestone], as_of: datetime) -> list[Row]:
    """An assessment that forgets whoever was handled again."""
    return [row for row in rows_of(milestones, as_of) if row.how != "reopened"]


def contrary(rate: Rate) -> Rate:
    """Good is bad."""
    return replace(rate, met=lambda row, period: not rate.met(row, period))


def timeless(rate: Rate) -> Rate:
    """Of all times, whatever period is asked for."""
    return replace(
        rate,
        counted=lambda row, period: rate.counted(row, replace(period, since=date(2026, 1, 1), last=date(2028, 12, 31))),
    )


CONTRARY = tuple(map(contrary, RATES))
TIMELESS = tuple(map(timeless, RATES))
