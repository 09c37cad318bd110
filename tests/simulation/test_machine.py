"""The same town with hypothesis as the scheduler: it looks for the shortest history that breaks a promise."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shared.testing.simulation.mischief import POINTS, Broken, Crash
from tests.simulation.histories import undistracted
from tests.simulation.invariants import faults
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import DEEDS, Act
from tests.simulation.people.menu import choose
from tests.simulation.rules import CASEWORK, SERVICES
from tests.simulation.town import Town
from tests.simulation.wild import settled

SOURCES = ("12345", "96888", "portal")
Key = tuple[str, str, int]


class Armed:
    """Crashes once at the point that was chosen; breaks the handling of chosen messages until it is mended."""

    def __init__(self) -> None:
        self.crash: tuple[str, str] | None = None
        self.break_next = ""
        self.broken: set[Key] = set()

    def passing(self, service: str, point: str) -> None:
        if self.crash == (service, point):
            self.crash = None
            raise Crash(service, point)

    def handling(self, service: str, source: str, position: int) -> None:
        if self.break_next == service != source:
            self.break_next = ""
            self.broken.add((service, source, position))
        if (service, source, position) in self.broken:
            raise Broken(f"{source} {position}")


class District(RuleBasedStateMachine):
    """Rules are steps of the town; at the end everything is settled and looked at."""

    @initialize(keeps=st.booleans())
    def begin(self, keeps: bool) -> None:
        self.armed, self.town = Armed(), Town(keeps=keeps)
        self.town.visited_by(self.armed)
        self.longest = dict.fromkeys(SERVICES, 0)

    @rule(source=st.sampled_from(SOURCES), number=st.integers(0, 3), seed=st.integers(0, 5))
    def somebody_asks(self, source: str, number: int, seed: int) -> None:
        case = self._case(number, source)
        self.town.act(Act(case, "ask", DEEDS["ask"].draw(Random(seed))))

    @rule(seed=st.integers(0, 2**16), twice=st.booleans())
    def somebody_does_what_is_likely(self, seed: int, twice: bool) -> None:
        self.town.act(choose(self.town, Random(seed), 4), twice)

    @precondition(lambda self: self.town.cases)
    @rule(deed=st.sampled_from(sorted(DEEDS)), number=st.integers(0, 3), seed=st.integers(0, 3))
    def somebody_does_anything(self, deed: str, number: int, seed: int) -> None:
        case = self.town.cases[number % len(self.town.cases)]
        self.town.act(Act(case, deed, DEEDS[deed].draw(Random(seed))))

    @precondition(lambda self: any(node.relay.behind for node in self.town.nodes.values()))
    @rule(number=st.integers(0, 4), count=st.sampled_from([1, 3, 20]))
    def a_relay_publishes(self, number: int, count: int) -> None:
        behind = [name for name, node in self.town.nodes.items() if node.relay.behind]
        self.town.relay(behind[number % len(behind)], count)

    @precondition(lambda self: self.town.lanes.full)
    @rule(number=st.integers(0, 11), count=st.sampled_from([1, 2, 64]))
    def a_service_hears(self, number: int, count: int) -> None:
        queues = list(self.town.lanes.full)
        self.town.hear(queues[number % len(queues)], count)

    @precondition(lambda self: self.town.cases)
    @rule()
    def all_is_delivered(self) -> None:
        self.town.deliver()

    @rule(service=st.sampled_from(SERVICES), point=st.sampled_from(POINTS))
    def a_service_will_crash(self, service: str, point: str) -> None:
        self.armed.crash = service, point

    @rule(service=st.sampled_from(SERVICES))
    def a_service_crashes(self, service: str) -> None:
        self.town.crash(service)

    @rule(service=st.sampled_from(SERVICES))
    def the_next_message_cannot_be_handled(self, service: str) -> None:
        self.armed.break_next = service

    @rule(service=st.sampled_from(SERVICES))
    def what_is_parked_is_mended_and_replayed(self, service: str) -> None:
        self.armed.broken = {key for key in self.armed.broken if key[0] != service}
        self.town.replay(service)

    @rule(service=st.sampled_from(SERVICES), after=st.integers(0, 20))
    def a_relay_sends_again(self, service: str, after: int) -> None:
        relay = self.town.nodes[service].relay
        relay.resend(min(after, relay.read_to), 3 if after + 3 <= relay.read_to else 0)

    @rule(service=st.sampled_from(SERVICES))
    def a_cursor_is_saved(self, service: str) -> None:
        self.town.nodes[service].save()

    @rule(hours=st.sampled_from([0.1, 1, 4, 20, 80]))
    def time_passes(self, hours: float) -> None:
        self.town.clock.pass_by(timedelta(hours=hours))

    @rule(service=st.sampled_from(CASEWORK))
    def a_timer_runs(self, service: str) -> None:
        self.town.fire(service)

    @invariant()
    def no_log_becomes_shorter(self) -> None:
        if hasattr(self, "town"):
            now = {name: len(node.log.entries) for name, node in self.town.nodes.items()}
            assert all(now[name] >= before for name, before in self.longest.items())
            self.longest = now

    def teardown(self) -> None:
        if hasattr(self, "town"):
            found = list(faults(settled(self.town)))
            assert not found, self._told(found)

    def _case(self, number: int, source: str) -> Case:
        """The case of this number; a new one only after those before it."""
        cases = self.town.cases
        return cases[number] if number < len(cases) else Case(len(cases), source)

    def _told(self, found: Sequence[str]) -> str:
        return "\n".join([*map(str, self.town.trace), *found])


def test_no_order_of_steps_breaks_a_promise() -> None:
    with undistracted():
        District.TestCase.settings = settings(max_examples=25, stateful_step_count=60)
        case = District.TestCase()
        case.runTest()
