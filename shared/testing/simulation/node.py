"""One service in a simulated world: what is stored, and what is lost when its process ends."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from shared.bus.wire import Subscription
from shared.eventlog.entry import PARTITIONS, Entry
from shared.eventlog.unit import Append, Hearing, Message
from shared.house.hear import Ear, Table
from shared.house.house import House
from shared.house.rulebook import Rulebook
from shared.house.spec import Listener, Spec
from shared.kernel.actor import Actor
from shared.kernel.decider import Decider
from shared.rules.moment import Moment
from shared.rules.rules import Rules
from shared.testing.simulation.clock import Ids, VirtualClock
from shared.testing.simulation.hands import CountedEar, CountedExecutor
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.lot import MemoryLot
from shared.testing.simulation.mischief import Mischief
from shared.testing.simulation.relay import SteppedRelay
from shared.testing.simulation.sealing import Sealing
from shared.testing.simulation.vault import PlainVault
from shared.testing.simulation.wire import Choose, Lanes
from shared.testing.simulation.workers import Few, FewAtOnce, FewInOrder, Impatient, employed


@dataclass(frozen=True, slots=True)
class InForce:
    """A rulebook whose rules were adopted before the history begins."""

    current: Rules


@dataclass(slots=True)
class Ground:
    """What the services of one world stand on. `choose` picks between lanes."""

    clock: VirtualClock
    ids: Ids
    sealing: Sealing
    lanes: Lanes
    vault: PlainVault
    rules: Rules
    mischief: Mischief
    choose: Choose
    services: tuple[str, ...]
    jurisdiction: str = "hailar"


class Node:
    """A house as far as commanding and hearing go. `listen` is for who hears everything in a way of its own.

    Stored: log with inbox and parking lot, the relay's cursor, the deaths of messages. `boot` makes the rest.
    """

    make_log: type[MemoryLog] = MemoryLog
    make_lot: type[MemoryLot] = MemoryLot

    def __init__(
        self,
        spec: Spec,
        table: Table,
        ground: Ground,
        listen: Callable[["Node"], Listener] | None = None,
    ) -> None:
        self.spec, self.name, self.ground, self._table, self._listen = spec, spec.name, ground, table, listen
        self.clock, self.vault = ground.clock, ground.vault.under(spec.name)
        self.rulebook = cast("Rulebook", InForce(ground.rules))
        self.log = self.make_log(f"/{ground.jurisdiction}/{spec.name}", ground.clock, ground.sealing, self.passing)
        self.cursor, self.deaths = 0, Counter[tuple[str, int]]()
        self.boots = 0
        self.boot()
        self.subscription = self._subscription()
        ground.lanes.subscribe(self.subscription)

    def boot(self) -> None:
        """The process begins: nothing is known but what is stored."""
        ground = self.ground
        self.boots += 1
        self.executor = CountedExecutor(
            self.log, self.vault, self.clock, self.spec.deciders, ground.sealing, ground.ids
        )
        self.ear: Ear = CountedEar(
            self.name, self.executor, self.vault, self.rulebook, self.clock, self._table, ground.sealing
        )
        self.lot = self.make_lot(self.name, self.log, self.clock, ground.sealing, ground.ids)
        self.relay = SteppedRelay(self.name, self.log, ground.lanes, self.cursor, self.passing)
        self.listener = self._listen(self) if self._listen else None
        self.at_work: set[int] = set()
        self._workers: dict[int, Impatient] = {}

    def crash(self) -> None:
        """The process ends and begins again."""
        self.ground.lanes.crashed(self.name)
        self.boot()

    def passing(self, point: str) -> None:
        """Whatever may happen at this point."""
        self.ground.mischief.passing(self.name, point)

    # commands

    def moment(self, by: Actor) -> Moment:
        """The present moment for a command of this actor."""
        return Moment(self.clock(), by, self.ground.rules)

    def execute(self, *commands: Any) -> list[Entry]:
        """Execute commands as one unit of work."""
        return self.executor.execute(*commands)

    def state(self, decider: Decider[Any, Any, Any], stream: str) -> Any:
        """The present state of an aggregate."""
        return self.executor.state(decider, stream)

    # what is heard

    def hear(self, queue: int, count: int) -> Sequence[Message]:
        """Handle up to so many messages of a queue; those that were taken."""
        worker = self._workers.get(queue) or self._workers.setdefault(queue, self._employ(queue))
        self.at_work.add(queue)
        taken = worker.work(count)
        self.at_work.discard(queue)
        return taken

    def handle(self, message: Message, hearing: Hearing = Hearing.HANDLED, also: Sequence[Append] = ()) -> list[Entry]:
        """Handle one message alone, as workers and the parking lot do."""
        self.ground.mischief.handling(self.name, message.source, message.position)
        handle = self.listener.handle if self.listener else self.ear.handle
        return handle(message, hearing, also)

    def replay(self, subject: str, by: Actor) -> int:
        """Handle what is parked of a subject."""
        return self.lot.replay(subject, self.handle, by)

    def save(self) -> None:
        """Store the relay's cursor, as it is done from time to time."""
        self.cursor = self.relay.cursor.position

    def _begin(self, messages: Sequence[Message]) -> Sequence[Any]:
        fit = [message for message in messages if self._is_spared(message)]
        begun = dict(zip(fit, self.ear.begin(fit), strict=True))
        return [begun.get(message) for message in messages]

    def _is_spared(self, message: Message) -> bool:
        """Whether nothing is done to this message just now."""
        try:
            self.ground.mischief.handling(self.name, message.source, message.position)
        except Exception:  # noqa: BLE001 - whatever the mischief is, it is met again when the message is handled alone
            return False
        return True

    def _prepare(self, message: Message) -> Any:
        assert self.listener is not None
        self.ground.mischief.handling(self.name, message.source, message.position)
        return self.listener.prepare(message)

    def _employ(self, queue: int) -> Impatient:
        few = Few(self.ground.lanes, (self.name, queue), self.ground.choose, self.passing)
        rest = self.name, few, self.handle, self.lot, self.log, self.deaths
        if self.listener is not None:
            keeper = employed(FewInOrder, *rest)
            keeper.prepare = self._prepare
            return keeper
        worker = employed(FewAtOnce, *rest)
        worker.begin = self._begin
        return worker

    def _subscription(self) -> Subscription:
        if self._listen is not None:
            return Subscription(self.name, None, 0, self.ground.services)
        heard = frozenset(pair for model in self.spec.readmodels for pair in model.heard)
        return Subscription(self.name, self.ear.hears | heard, PARTITIONS)


def as_house(node: Node) -> House:
    """For what is written for houses and uses no more of them than a node has."""
    return cast("House", node)
