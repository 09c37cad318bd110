"""One service in one process: its log, vault, rules, read models, inbox and relay, ready to be commanded."""

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, inspect, literal, select, text
from sqlalchemy.exc import SQLAlchemyError

from shared.access.reading import reading
from shared.bus.batch import BatchWorker
from shared.bus.combining import Combined
from shared.bus.inbox import Worker
from shared.bus.parking import PARKED, ParkingLot, held
from shared.bus.pipeline import PipelinedWorker
from shared.bus.relay import Relay
from shared.bus.watched import Watched
from shared.bus.wire import Source, Subscription, Wire
from shared.eventlog import schema
from shared.eventlog.entry import PARTITIONS, Entry
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.leading import leader_of
from shared.eventlog.log import Log, Offload, directly
from shared.eventlog.readmodel import Apply, ReadModel, Rows
from shared.eventlog.unit import Message, Unit
from shared.house import revoked
from shared.house.execute import Executor
from shared.house.front import site_of
from shared.house.hear import Ear, reactions_table
from shared.house.rulebook import Rulebook
from shared.house.spec import Listener, Spec
from shared.house.world import World
from shared.kernel.actor import Actor
from shared.kernel.once import Once
from shared.rules.moment import Moment
from shared.telemetry import metrics
from shared.web.site import Site

W = TypeVar("W", bound=Worker)


_ALONE = text("SELECT pg_advisory_xact_lock(4865)")
"""Processes of one service that start together make its tables one after the other."""
LARGEST = 128
"""Messages of all partitions that are decided on together."""


class NotPrepared(Exception):
    """The database of a service was not made by its owner yet; the message says what to do."""


def read_models(spec: Spec, rulebook: Rulebook) -> tuple[ReadModel, ...]:
    """Those of the service, and those that every house has."""
    return (*spec.readmodels, PARKED, rulebook.readmodel, revoked.read_model(spec.name))


class House:
    """Made by `open_house`; `start` and `stop` are called by the process that runs it."""

    def __init__(self, spec: Spec, world: World) -> None:
        self.spec, self.name, self.world = spec, spec.name, world
        self.clock = world.clock
        self.engine: Engine = world.engine(spec.name)
        self.vault = world.vault(spec.name)
        self.rulebook = Rulebook(self.engine, routing=spec.name == "routing")
        self.readmodels = read_models(spec, self.rulebook)
        self._create()
        self._writer = world.writer(spec.name)
        source = f"/{world.jurisdiction}/{spec.name}"
        self.log = Log(self.engine, source, world.clock, self.apply, self._offload(), writer=self._writer, held=held)
        self.log.on_commit(lambda _: self.rulebook.committed())
        self.log.on_commit(lambda entries: metrics.said(spec.name, [entry.type for entry in entries]))
        self.executor = Executor(self.log, self.vault, world.clock, (*spec.deciders, reading), world.alone)
        table = reactions_table(spec.reactions)
        self.ear = Ear(spec.name, self.executor, self.vault, self.rulebook, world.clock, table)
        self._begin = Combined(self.ear.begin, LARGEST)
        self.lot = ParkingLot(spec.name, self.log, world.clock)
        self.relay = Relay(spec.name, self.log, world.wire, leads=leader_of(self.engine), alone=world.alone)
        self._heard = frozenset(pair for model in self.readmodels for pair in model.heard)
        self._listener = spec.listen(self) if spec.listen else None
        self.handle: Callable[..., Any] = self._listener.handle if self._listener else self.ear.handle
        self.sources: Sequence[Watched] = ()
        self.workers: Sequence[Worker] = ()
        self._told: dict[tuple[bool, str, str], Sequence[Apply]] = {}

    def _offload(self) -> Offload[Any]:
        """SQLite waits in a thread of the system's; psycopg2 lets other greenthreads work while it waits."""
        return self.world.offload if self.engine.dialect.name == "sqlite" else directly

    def _create(self) -> None:
        """What is missing of our tables, in one transaction. NotPrepared where the owner has to make some of them."""
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_ALONE)
            there = set(inspect(connection).get_table_names())
            log, beside = [*schema.metadata.sorted_tables], [schema.entries, *self.spec.tables]
            if not self.world.makes_log and (missing := [one.name for one in beside if one.name not in there]):
                raise NotPrepared(
                    f"{self.name}: its database has no {missing[0]} yet; run huying init as the databases' owner"
                )
            ours = [table for model in self.readmodels for table in model.tables]
            for table in [*log, *self.spec.tables, *ours] if self.world.makes_log else ours:
                if table.name not in there:
                    table.create(connection, checkfirst=True)

    def refresh(self) -> None:
        """Look at what other processes of this service, or of the vault, may have changed; called every few seconds."""
        self.rulebook.refresh()
        revoked.refresh(self.engine, self.world.keys.revocations, self.clock)
        self.vault.refresh()
        self.lot.look_again()

    @cached_property
    def site(self) -> Site:
        """Its pages and API, made when first asked for: a command that serves nothing does without."""
        return site_of(self)

    # commands

    def moment(self, by: Actor) -> Moment:
        """The present moment for a command of this actor."""
        return Moment(self.clock(), by, self.rulebook.current)

    def execute(self, *commands: Any, once: Once | None = None) -> list[Entry]:
        """Execute commands as one unit of work, under `once` only once; see `Executor.execute`."""
        return self.executor.execute(*commands, once=once)

    # what is heard

    @property
    def hears(self) -> frozenset[tuple[str, str]]:
        """The (service, type) pairs this service is bound to."""
        return self.ear.hears | self._heard

    def subscribe(self, wire: Wire) -> Sequence[Worker]:
        """The workers of this service, one per ordered queue; run each in a thread of its own."""
        self.sources = [Watched(self.name, source, self.clock) for source in wire.subscribe(self.subscription)]
        self.workers = [self.worker(source) for source in self.sources]
        return self.workers

    def worker(self, source: Source) -> Worker:
        """A worker that takes from this source."""
        return self._batch_worker(source, self._listener) if self._listener else self._pipelined_worker(source)

    @property
    def subscription(self) -> Subscription:
        """What this service hears, and in which queues."""
        if self._listener is None:
            return Subscription(self.name, self.hears, PARTITIONS)
        return Subscription(self.name, None, 0, self.world.services)

    def _worker(self, kind: type[W], source: Source) -> W:
        worker = kind(self.name, source, self.handle, self.lot, self.log, self.ready_for)
        worker.indispensable = self.waits_for
        return worker

    def _pipelined_worker(self, source: Source) -> PipelinedWorker:
        worker = self._worker(PipelinedWorker, source)
        worker.begin = self._begin
        return worker

    def _batch_worker(self, source: Source, listener: Listener) -> BatchWorker:
        worker = self._worker(BatchWorker, source)
        worker.prepare = listener.prepare
        return worker

    def ready_for(self, message: Message) -> bool:
        """Whether this message may be handled yet: the rules come first, but for what nothing is decided about.

        A message that waited for the rules while they stand behind it in the same queue would wait for ever.
        """
        decided = self.spec.needs_rules and (message.source, message.type) in self.ear.hears
        return not decided or message.type == "rules.adopted" or self.rulebook.complete

    def waits_for(self, message: Message) -> bool:
        """Whether the service can serve nobody before this message is handled, so that parking it would help nobody."""
        return message.type == "rules.adopted" and not self.ready

    @property
    def ready(self) -> bool:
        """Whether the service can serve: its rules were adopted."""
        return not self.spec.needs_rules or self.rulebook.complete

    def database_answers(self) -> bool:
        """Whether a trivial query is answered."""
        try:
            with self.engine.connect() as connection:
                return bool(connection.scalar(select(literal(1))))
        except SQLAlchemyError:
            return False

    @property
    def engines(self) -> Mapping[str, Engine]:
        """Its connections to its database, by what they are for."""
        return {"reading": self.engine, "writing": self._writer}

    @property
    def idle(self) -> bool:
        """Whether everything said here was handled by all who hear it (embedded)."""
        return self.relay.caught_up

    def start_workers(self) -> None:
        """Run the workers in threads (the edge runs them in managed greenthreads instead)."""
        for worker in self.workers:
            threading.Thread(target=worker.run, daemon=True, name=f"inbox/{self.name}").start()

    def stop(self) -> None:
        """Stop the relay (its cursor is stored), then the committer."""
        if self.relay.started:
            self.relay.stop()
        self.log.stop()
        self.engine.dispose()
        self._writer.dispose()

    # read models, inside each group's transaction

    def apply(self, connection: Connection, done: Sequence[tuple[Unit, Sequence[Entry]]]) -> None:
        """Tell the read models what was heard and said."""
        rows, told = Rows(connection), list[tuple[bool, Fact]]()
        for unit, written in done:
            message = unit.heard
            if message and unit.hearing.handles and self._is_read(message):
                told.append((False, fact_of(message.body)))
            told += [(True, fact_of(entry.body)) for entry in written]
        if rows.asks_afar:
            self._foresee(told, rows)
        for ours, fact in told:
            self._tell(ours, fact, rows)
        rows.write()

    def _foresee(self, told: Sequence[tuple[bool, Fact]], rows: Rows) -> None:
        for model in self.readmodels:
            if model.foresee is not None:
                facts = [fact for ours, fact in told if model.change(ours, fact.service, fact.type)]
                model.foresee(facts, rows)

    def _is_read(self, message: Message) -> bool:
        return self.spec.hears_all or (message.source, message.type) in self._heard

    def _tell(self, ours: bool, fact: Fact, rows: Rows) -> None:
        for change in self._changes(ours, fact.service, fact.type):
            change(fact, rows)

    def _changes(self, ours: bool, service: str, type_: str) -> Sequence[Apply]:
        """What an entry of this type changes in all read models; looked up once for each type."""
        key = ours, service, type_
        if key not in self._told:
            found = (model.change(ours, service, type_) for model in self.readmodels)
            self._told[key] = tuple(change for change in found if change is not None)
        return self._told[key]
