"""Whatever starts, moves or stops a due time of a case is read by the assessment: held to the aggregates' own code."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.state import Appeal, Phase
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.state import State, WorkOrder
from services.supervision.domain.assessment.milestone import DUTIES, SERVICES
from services.supervision.domain.assessment.story import UNITS
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.state import Callback
from services.supervision.domain.callback.state import Phase as Calling
from shared.kernel.decider import Decider
from shared.kernel.duty import Duty
from shared.kernel.stored import stored_name
from tests.golden.examples import ELSEWHERE, Variant, example
from tests.unit.supervision.stories import MONDAY

GIVEN, BARE = Variant(True, ELSEWHERE), Variant(False, ELSEWHERE)
TOLD_BY_ANOTHER = {
    "callback.reopen_asked": "callback.recorded",  # the record that asks for it ends the callback
    "callback.reopening": "work_order.reopened",
}
"""What stops a clock of the desk, and the entry that the assessment knows it by."""


def running(*names: str) -> tuple[Duty, ...]:
    return tuple(Duty(name, "housing", MONDAY + timedelta(hours=n), "x", "y") for n, name in enumerate(sorted(names)))


@dataclass(frozen=True)
class Clocked:
    """An aggregate with every duty it can have running at once."""

    service: str
    decider: Decider[Any, Any, Any]
    before: Any
    clocks: Callable[[Any], Any]

    def moved(self, event: type) -> bool:
        """Whether an entry of this type makes any clock another one."""
        after = [self.decider.evolve(self.before, example(event, variant)) for variant in (GIVEN, BARE)]
        return any(self.clocks(one) != self.clocks(self.before) for one in after)


CASES = (
    Clocked("intake", appeal, Appeal(phase=Phase.RECEIVED, duties=running("accept")), lambda one: set(one.duties)),
    Clocked(
        "routing",
        work_order,
        replace(
            WorkOrder(),
            state=State.SIGNED,
            round=1,
            unit="housing",
            duties=running(*UNITS, "dispatch", "settle_return"),
            asleep=running(*UNITS),
        ),
        lambda one: (set(one.duties), set(one.asleep)),
    ),
    Clocked(
        "supervision",
        callback,
        Callback(phase=Calling.PLANNED, round=1, duties=running("callback", "settle")),
        lambda one: set(one.duties),
    ),
)
MOVING = [
    pytest.param(one.service, event, id=stored_name(event))
    for one in CASES
    for event in one.decider.events
    if one.moved(event)
]


@pytest.mark.parametrize(("service", "event"), MOVING)
def test_an_entry_that_moves_a_clock_is_a_milestone(service: str, event: type) -> None:
    name = stored_name(event)
    if other := TOLD_BY_ANOTHER.get(name):
        assert any(other in types for types in SERVICES.values())
    else:
        assert name in SERVICES[service]


@pytest.mark.parametrize(("service", "event"), MOVING)
def test_the_due_times_that_an_entry_names_are_kept(service: str, event: type) -> None:
    name = stored_name(event)
    if DUTIES in event.__dataclass_fields__ and name not in TOLD_BY_ANOTHER:  # type: ignore[attr-defined]
        assert DUTIES in SERVICES[service][name]


def test_many_entries_move_clocks() -> None:
    """Else the tests above would hold of nothing."""
    names = {param.id for param in MOVING}
    assert {"work_order.pooled", "work_order.merged", "appeal.urgency_marked", "callback.settled"} <= names
