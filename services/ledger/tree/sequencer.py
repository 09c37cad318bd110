"""The sequencer: at most once a second it takes what was kept since into the tree, seals the map, signs a checkpoint.

Everything of a tick, the entry that says the seal included, is one transaction of the ledger's log: killed at any moment
there is all of it or nothing. What is worked out before is thrown away where another process was quicker.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, NullPool, select

from services.ledger.domain.seal import Seal
from services.ledger.tree.asking import witnesses_of
from services.ledger.tree.edge import Edge
from services.ledger.tree.gathering import Kept, Logs, gathered, pending, reached, wanted
from services.ledger.tree.keys import GATEWAY, KeyFile, Signing
from services.ledger.tree.nodes import size_of
from services.ledger.tree.planning import VERIFY, Plan, planned
from services.ledger.tree.standing import Refused, keep_beside, may_go_on, resume
from services.ledger.tree.tables import checkpoints
from services.ledger.tree.writing import Moved, Writing
from shared.eventlog.behind import is_marked
from shared.eventlog.engine import sqlite
from shared.eventlog.leading import leader_of
from shared.eventlog.log import directly
from shared.eventlog.unit import Conflict
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.telemetry.crashpoints import passing
from shared.telemetry.logs import logger

log = logger("tree")
MOST = 8_192
"""Leaves of one tick, beside what the ledger itself said."""
SECOND = timedelta(seconds=1)
LOCK = 4864
ACTOR = Actor("system:ledger")


class Turn(NamedTuple):
    """What a turn did: leaves taken (the seal's included), and whether it left something that could be taken now."""

    taken: int
    more: bool


NOTHING = Turn(0, more=False)


class Sequencer:
    """One for each house of the ledger; of several processes the one that leads works."""

    def __init__(self, house: House) -> None:
        self._house = house
        world = house.world
        self.logs = logs_of(house)
        green = house.engine.dialect.name == "sqlite"
        self._engine = _reader(house.engine)
        self._offload: Callable[[Callable[[], Any]], Any] = world.offload if green else directly
        self._leads = leader_of(house.engine, LOCK)
        path = world.gateways.get(GATEWAY)
        self._keys = KeyFile(path) if path else None
        self._edge: Edge | None = None
        self._adopted: Signing | None = None
        self._asked = False
        self._fewer = 0
        self._refused = ""

    def turn(self) -> Turn:
        """Take what there is, up to a bound."""
        if not self.leads or self._keys is None or is_marked(self._house.log):
            return NOTHING
        try:
            signing = self._keys.now()
            self._ask_first()
            self._may_go_on(signing)
            plan = self._offload(self._plan)
        except Refused as why:
            return self._stand_still(str(why), why.next_step)
        except ValueError as unusable:
            return self._stand_still(str(unusable), "no entry is lost: they are taken when there is a key again")
        if not isinstance(plan, Plan):
            return Turn(0, more=plan)
        if plan.nodes.anew:
            found = "the stored map was not the one that was sealed; it is made anew from the leaves, and goes on"
            log.error("map changed", service=self._house.name, why=found, next_step=VERIFY)
        try:
            taken = self._commit(plan, signing)
        except (Moved, Conflict):
            self._edge = None
            return Turn(0, more=True)
        return Turn(taken, more=len(plan.leaves) >= MOST - 1)

    @property
    def leads(self) -> bool:
        """Whether this process does the work."""
        return self._keys is not None and self._leads()

    def _ask_first(self) -> None:
        """Before the first signature of a process, whether a witness knows more than this database has."""
        if not self._asked:
            self._asked = True
            witnesses_of(self._house).ask_first()

    def _may_go_on(self, signing: Signing) -> None:
        """Refused; and whenever other keys are to sign, it is said first."""
        with self._house.log.reading() as connection:
            renamed = may_go_on(connection, self._house.world.folder, signing.origin)
        if renamed:
            self._house.log.chore(resume)
        if self._adopted is not signing:
            signing.adopt(self._house)
            self._adopted, self._refused = signing, ""

    def _stand_still(self, why: str, next_step: str) -> Turn:
        """Said once, not every second."""
        if self._refused != why:
            self._refused = why
            log.error("no checkpoints", service=self._house.name, why=why, next_step=next_step)
        return NOTHING

    def _plan(self) -> "Plan | bool":
        """What to do; True to come back soon, False if nothing waits."""
        with self._engine.connect() as connection:
            if self._too_soon(connection):
                return pending(connection, self.logs) > 0
            news = gathered(connection, self.logs, MOST - self._fewer)
            if not wanted(news):
                return False
            edge = self._edge_of(connection)
            return planned(connection, edge, news, self._own_position(connection, news), self.logs.own)

    def _too_soon(self, connection: Connection) -> bool:
        last = connection.scalar(select(checkpoints.c.made_at).order_by(checkpoints.c.size.desc()).limit(1))
        return last is not None and timedelta(0) <= self._house.clock() - last < SECOND

    def _edge_of(self, connection: Connection) -> Edge:
        size = size_of(connection)
        if self._edge is None or self._edge.size != size:
            self._edge = Edge.at(connection, size)
        return self._edge

    def _own_position(self, connection: Connection, news: list[Kept]) -> int:
        """Where in the ledger's log the seal comes, if nobody says anything before."""
        own = self.logs.name(self.logs.own)
        taken = [one.leaf.position for one in news if one.leaf.source == own]
        return (taken[-1] if taken else reached(connection, own)) + 1

    def _commit(self, plan: Plan, signing: Signing) -> int:
        house = self._house
        command = Seal(plan.map_root.hex(), plan.edge.size, house.moment(ACTOR))
        prepared = house.executor.prepare(command, sure=True)
        if prepared.says_nothing:  # a tree that was lost and grows anew: so many leaves were sealed before
            self._fewer += 1
            raise Moved
        writing = Writing(plan, signing, self.logs.name(self.logs.own), house.clock(), self._offload)
        prepared.unit.chores = (writing,)
        passing("tree.planned")
        house.log.submit(prepared.unit)
        house.executor.finish(prepared)
        passing("tree.committed")
        self._edge, self._fewer = writing.edge, 0
        keep_beside(house.world.folder, writing.note)
        return len(plan.leaves) + 1


def _reader(engine: Engine) -> Engine:
    """For SQLite one without a pool: it is used in a thread, and pools must not be shared between those."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        return sqlite(Path(engine.url.database), poolclass=NullPool)
    return engine


def logs_of(house: House) -> Logs:
    """The logs that the tree is over."""
    return Logs(house.world.jurisdiction, house.world.services, house.name)


_sequencers: "WeakKeyDictionary[House, Sequencer]" = WeakKeyDictionary()


def sequencer_of(house: House) -> Sequencer:
    """The sequencer of this house."""
    found = _sequencers.get(house)
    if found is None:
        found = _sequencers[house] = Sequencer(house)
    return found


def sequence(house: House) -> int:
    """One turn; how many leaves were taken. Called every second."""
    return sequencer_of(house).turn().taken


def ask_witnesses(house: House) -> None:
    """Offer the newest checkpoint to those who have not cosigned it. Called every second, and waits for nobody."""
    if sequencer_of(house).leads:
        witnesses_of(house).ask()


def sequence_all(house: House, sleep: Callable[[float], None]) -> int:
    """Turns until nothing is left to take: for a system that is worked on without its timers. How many leaves."""
    taken = 0
    while True:
        turn = sequencer_of(house).turn()
        taken += turn.taken
        if not turn.more:
            return taken
        sleep(0.05)
