"""At every moment of the demo's month the assessment believes in the due times that the aggregates themselves have."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

import pytest

from services.cli.installation import Installation
from services.intake.domain.appeal.decide import appeal
from services.routing.domain.work_order import work_order
from services.supervision.domain.assessment.folding import tell
from services.supervision.domain.assessment.milestone import ORDER, SERVICES, Milestone, kept
from services.supervision.domain.assessment.story import DESKS, UNITS, Story
from services.supervision.domain.callback.decide import callback
from shared.eventlog.fact import Fact, fact_of
from shared.kernel.decider import Decider
from shared.kernel.stored import stored_name
from tests.golden.check import event_of
from tests.golden.known import known

DECIDERS: Mapping[str, Decider[Any, Any, Any]] = {"intake": appeal, "routing": work_order, "supervision": callback}
KNOWN = known()
Clocks = Mapping[str, datetime]


class Case:
    """One case twice: as its aggregates have it, and as the assessment tells it."""

    def __init__(self, no: str) -> None:
        self.states = {service: decider.initial for service, decider in DECIDERS.items()}
        self.story = Story(no)

    def hear(self, fact: Fact) -> None:
        decider = DECIDERS[fact.service]
        if fact.type in {stored_name(event) for event in decider.events}:
            self.states[fact.service] = decider.evolve(self.states[fact.service], event_of(KNOWN, fact))
        if fact.type in SERVICES[fact.service]:
            said = kept(fact.service, fact.type, fact.data)
            tell(self.story, Milestone(fact.time, fact.service, fact.position, fact.subject, fact.type, said))

    def clocks(self, at: datetime) -> Clocks:
        """What runs. What was due before is a lapse, said or not yet; another round voids the callback of the old one,
        whether supervision heard of it or not yet.
        """
        void = self.states["supervision"].round < self.states["routing"].round
        states = [state for service, state in self.states.items() if not (void and service == "supervision")]
        duties = [duty for state in states for duty in state.duties]
        return {duty.duty: duty.due_at for duty in duties if duty.duty in UNITS | DESKS and duty.due_at >= at}

    def told(self) -> Clocks:
        row = self.story.in_hand
        desks = {duty: owed.due_at for duty, owed in self.story.desk.items()}
        return {**(row.running if row else {}), **desks}

    def sleeps(self) -> tuple[Clocks, Clocks]:
        """What a unit must do again once its return is refused, both ways."""
        row = self.story.in_hand
        return {one.duty: one.due_at for one in self.states["routing"].asleep}, row.asleep if row else {}


def moments(played: Installation) -> Iterator[tuple[str, datetime, list[Fact]]]:
    """What was said of a case at one time: one deed, and what followed of it at once."""
    facts = [fact_of(entry.body) for service in ORDER for entry in played.houses[service].log.read()]
    cases = sorted((fact for fact in facts if "/" not in fact.subject), key=lambda fact: (fact.subject, *order(fact)))
    for (no, at), said in groupby(cases, key=lambda fact: (fact.subject, fact.time)):
        yield no, at, list(said)


def order(fact: Fact) -> tuple[datetime, int, int]:
    return fact.time, ORDER[fact.service], fact.position


@pytest.fixture(scope="module")
def told(played: Installation) -> list[tuple[str, datetime, Clocks, Clocks, tuple[Clocks, Clocks]]]:
    """After each moment of each case: its clocks both ways, and what sleeps both ways."""
    cases: dict[str, Case] = {}
    found = []
    for no, at, said in moments(played):
        case = cases.setdefault(no, Case(no))
        for fact in said:
            case.hear(fact)
        found.append((no, at, case.clocks(at), case.told(), case.sleeps()))
    return found


def test_what_runs_is_what_the_aggregates_say_runs(told: list[Any]) -> None:
    assert any(len(ours) > 2 for _, _, ours, _, _ in told)
    assert [(no, at, ours, theirs) for no, at, ours, theirs, _ in told if ours != theirs] == []


def test_what_sleeps_while_a_return_is_settled_is_what_the_order_keeps(told: list[Any]) -> None:
    assert any(ours for *_, (ours, _) in told)
    assert [(no, at, *both) for no, at, _, _, both in told if both[0] != both[1]] == []
