"""Toy services in one world on SQLite files, with plain threads: start, settle, stop, start again."""

import threading
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, NullPool, Table, create_engine, select

from shared.access.tokens import new_key, public_half
from shared.bus.local import LocalWire
from shared.eventlog.clock import now
from shared.eventlog.engine import sqlite, sqlite_writer
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.verify import verify
from shared.house.house import House
from shared.house.spec import Spec
from shared.house.world import World
from shared.kernel.actor import Actor
from shared.kernel.text import Text
from shared.vault import MasterKeys, Vault, create
from shared.web.guard import Keys
from tests.integration.house.shop import Tell

WANG = Actor("wang", "shop", "clerk")
MASTER = MasterKeys({1: bytes(range(32))})


class Town:
    """The houses of these specs on a folder; nothing runs before `start`."""

    def __init__(self, folder: Path, *specs: Spec) -> None:
        self._stopped = False
        self.wire = LocalWire()
        self.vault = Vault(_vault_engine(folder), MASTER, "intake", now)
        world = World(
            jurisdiction="toy",
            folder=folder,
            wire=self.wire,
            engine=lambda service: sqlite(folder / f"{service}.db"),
            writer=lambda service: sqlite_writer(folder / f"{service}.db"),
            vault=self.vault.under,
            keys=Keys(public_half(new_key()), b"form"),
            services=tuple(spec.name for spec in specs),
        )
        self.houses = {spec.name: House(spec, world) for spec in specs}
        for house in self.houses.values():
            house.rulebook.load()
            house.subscribe(self.wire)

    def start(self) -> "Town":
        """Everything at work."""
        for house in self.houses.values():
            house.start_workers()
        for house in self.houses.values():
            house.relay.start()
        return self

    def settle(self, seconds: float = 10) -> "Town":
        """Until everything said was handled by all who hear it; TimeoutError."""
        until = time.monotonic() + seconds
        while not (self.wire.idle() and all(house.idle for house in self.houses.values())):
            if time.monotonic() > until:
                raise TimeoutError({name: house.relay.cursor.position for name, house in self.houses.items()})
            time.sleep(0.005)
        return self

    def stop(self) -> None:
        """As the system stops; said twice it changes nothing."""
        if self._stopped:
            return
        self._stopped = True
        for house in self.houses.values():
            for worker in house.workers:
                worker.stopping = True
        self.wire.close()
        for house in self.houses.values():
            house.stop()

    def tell(self, customer: str, *texts: str) -> None:
        """A customer tells the shop these texts, one after the other."""
        shop = self.houses["intake"]
        for text in texts:
            shop.execute(Tell(customer, Text(text), shop.moment(WANG)))

    def said(self, service: str, *types: str) -> list[Fact]:
        """The entries of a service, of these types or all, in order."""
        facts = [fact_of(entry.body) for entry in self.houses[service].log.read()]
        return [fact for fact in facts if not types or fact.type in types]

    def rows(self, service: str, table: Table) -> list[dict[str, Any]]:
        """A read model's rows, in the order of their keys."""
        with self.houses[service].engine.connect() as connection:
            found = connection.execute(select(table).order_by(*table.primary_key)).mappings()
            return [dict(row) for row in found]

    def faults(self) -> list[Any]:
        """What is wrong with any log."""
        return [fault for house in self.houses.values() for fault in verify(house.log).faults]


def _vault_engine(folder: Path) -> Engine:
    engine = create_engine(f"sqlite:///{folder / 'vault.db'}", poolclass=NullPool)
    create(engine)
    return engine


def until(true: Any, seconds: float = 10) -> None:
    """Wait until `true()`; TimeoutError."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.005)


def together(*works: Any) -> None:
    """Do these at the same time."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
