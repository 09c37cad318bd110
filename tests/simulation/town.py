"""The services of a simulated district, one step at a time. Every step leaves a line in the trace."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple, TypeVar

from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.rates import RATES, Rate
from services.supervision.domain.assessment.row import Row
from shared.eventlog.unit import Conflict
from shared.house.spec import Spec
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.testing.simulation.clock import Ids, VirtualClock
from shared.testing.simulation.mischief import Broken, Crash, Mischief, Peace
from shared.testing.simulation.node import Ground, Node
from shared.testing.simulation.sealing import LightSealing, Sealing
from shared.testing.simulation.vault import PlainVault
from shared.testing.simulation.wire import Lanes, Queue
from shared.vault import Shredded
from tests.simulation.keeper import Index, MemoryKeeper
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import DEEDS, Act
from tests.simulation.rules import SERVICES, SPECS, rules, tables
from tests.simulation.sight import Sight
from tests.simulation.supervising import Waits, waits
from tests.simulation.timers import TIMERS

START = datetime(2026, 3, 2, 1, 3, tzinfo=UTC)
"""A Monday morning in Hailar."""
T = TypeVar("T")
Rows = Callable[[Iterable[Milestone], datetime], list[Row]]
OPERATOR = Actor("ops", "", "运维")
LAPSES = ("lapsed", "ask_lapsed")
LISTEN = {"ledger": MemoryKeeper}


class Outcome(NamedTuple):
    """What came of an act: the types said beside lapses, or the code of the refusal."""

    said: tuple[str, ...] = ()
    code: str = ""


class Town(Sight):
    """`keeps`: the wire is a broker; else all services and the wire are one process, which crashes as a whole.

    The rest of what it is made of may be given otherwise, to see that what is wrong with it is found.
    """

    def __init__(
        self,
        *,
        keeps: bool = True,
        sealing: Sealing | None = None,
        services: Sequence[str] = SERVICES,
        lanes: type[Lanes] = Lanes,
        node: type[Node] = Node,
        index: type[Index] = Index,
        specs: Mapping[str, Spec] = SPECS,
        rows: Rows = rows_of,
        rates: Sequence[Rate] = RATES,
        waits: Waits = waits,
    ) -> None:
        self.clock, self.rules = VirtualClock(START), rules()
        self.rows, self.rates, self.waits = rows, rates, waits
        self.cases: list[Case] = []
        self.latest = Case(0, "")
        self.trace: list[tuple[Any, ...]] = []
        self.met: list[str] = []
        self._running: list[str] = []
        self.ground = Ground(
            clock=self.clock,
            ids=Ids(),
            sealing=sealing or LightSealing(),
            lanes=lanes(keeps),
            vault=PlainVault(),
            rules=self.rules,
            mischief=Peace(),
            choose=lambda sources: sources[0],
            services=SERVICES,
        )
        self.nodes = {
            name: node(specs[name], tables()[name], self.ground, LISTEN.get(name))
            for name in SERVICES
            if name in services
        }
        self.index = index(self.nodes["ledger"].log, self.ground.sealing)

    @property
    def lanes(self) -> Lanes:
        """The wire."""
        return self.ground.lanes

    def visited_by(self, mischief: Mischief) -> None:
        """From now on this goes wrong."""
        self.ground.mischief = mischief

    # steps

    def act(self, act: Act, twice: bool = False) -> Outcome | None:
        """Somebody acts, perhaps twice by mistake; None when their service ended before anything was committed."""
        node = self.nodes[act.service]
        if act.case not in self.cases:
            self.cases.append(act.case)
        self.latest = act.case
        before = len(node.log.entries)
        outcome = self.survive(act.service, lambda: self._done(node, act, twice)) or self._found(node, before)
        self.trace.append(("act", act.case.slot, act.deed, act.args, outcome and (outcome.code or outcome.said)))
        return outcome

    def _done(self, node: Node, act: Act, twice: bool) -> Outcome:
        command = act.command(self)
        outcome = self._told(node, command)
        if twice and not DEEDS[act.deed].again:
            more = self._told(node, command)
            if more.said:
                self.met.append(f"{act} twice said {more.said} beside {outcome}")
        return outcome

    def _told(self, node: Node, command: Any) -> Outcome:
        before = len(node.log.entries)
        try:
            entries = node.execute(*(command if isinstance(command, tuple) else (command,)))
        except Rejected as refused:
            return self._refused(node, refused.code, before)
        except Shredded:
            return Outcome(code="shredded")  # told as 410: what it was about was erased
        except Conflict:
            if isinstance(self.ground.mischief, Peace):
                raise  # nobody came in between
            return Outcome(code="conflict")  # told as 409: others were quicker, four times
        return Outcome(tuple(entry.type for entry in entries if not entry.type.endswith(LAPSES)))

    def _refused(self, node: Node, code: str, before: int) -> Outcome:
        """Refused with a code that people can be told, and nothing was changed (unless others came in between)."""
        if code not in node.spec.sentences:
            self.met.append(f"nobody can be told what {code} means")
        if isinstance(self.ground.mischief, Peace) and len(node.log.entries) != before:
            self.met.append(f"a command refused with {code} changed something")
        return Outcome(code=code)

    def _found(self, node: Node, before: int) -> Outcome | None:
        """What is there after a crash: people look again before they act again."""
        facts = (self.ground.sealing.fact(entry.body) for entry in node.log.entries[before:])
        said = [
            fact.type for fact in facts if fact.id == fact.correlation and not fact.actor.account.startswith("system")
        ]
        return Outcome(tuple(type_ for type_ in said if not type_.endswith(LAPSES))) if said else None

    def relay(self, service: str, count: int) -> None:
        """A relay publishes up to so many entries."""
        passed = self.survive(service, lambda: self.nodes[service].relay.step(count))
        self.trace.append(("relay", service, *(passed or ())))

    def hear(self, queue: Queue, count: int) -> None:
        """A service handles up to so many messages of a queue."""
        taken = self.survive(queue[0], lambda: self.nodes[queue[0]].hear(queue[1], count))
        self.trace.append(("hear", *queue, *((one.source, one.position) for one in taken or ())))

    def fire(self, service: str) -> None:
        """The timer of a service says what has lapsed."""
        self.trace.append(("timer", service))
        self.survive(service, lambda: TIMERS[service](self))

    def replay(self, service: str) -> None:
        """An operator has what is parked handled, subject by subject; what is still broken stays, with what is behind it."""
        node = self.nodes[service]
        for subject in sorted({entry.subject for entry in node.log.parked.values()}):
            self.trace.append(("replay", service, subject))
            with suppress(Broken):
                self.survive(service, partial(node.replay, subject, OPERATOR))

    def crash(self, service: str) -> None:
        """A process ends: that of a service, or the one there is."""
        self.trace.append(("crash", service))
        for name in [service] if self.lanes.keeps else self.nodes:
            self.nodes[name].crash()
        if not self.lanes.keeps:
            self.lanes.forget()

    def survive(self, service: str, work: Callable[[], T]) -> T | None:
        """What a service does; a crash of it ends this and what it does around here, and the world goes on."""
        self._running.append(service)
        try:
            return work()
        except Crash as crash:
            around = self._running[:-1]
            if crash.service in around or (around and not self.lanes.keeps):
                raise
            self.trace.append((crash.point,))
            self.crash(crash.service)
            return None
        finally:
            self._running.pop()

    # settling

    def quiet(self, services: Sequence[str] = SERVICES) -> bool:
        """Whether nothing is under way to these services."""
        return not (
            self.lanes.backlog(services)
            or any(node.relay.behind for node in self.nodes.values())
            or any(node.log.parked for name, node in self.nodes.items() if name in services)
        )

    def under_way(self, subject: str, services: Sequence[str]) -> bool:
        """Whether anything about this subject has not been handled by one of these services."""
        return (
            self.lanes.carries(subject, services)
            or any(entry.subject == subject for node in self.nodes.values() for entry in node.relay.unpublished)
            or any(entry.subject == subject for name in services for entry in self.nodes[name].log.parked.values())
        )

    def deliver(self) -> None:
        """Everything that was said is handled by all who hear it; what cannot be is parked."""
        while self.lanes.full or any(node.relay.behind for node in self.nodes.values()):
            for name, node in self.nodes.items():
                while node.relay.behind:
                    self.relay(name, 200)
            for queue in list(self.lanes.full):
                self.hear(queue, 64)
