"""The ledger's house on SQLite, fed with chained entries of services that tests make up."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine, select
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.ledger.keeping import Keeper
from services.ledger.main import SPEC
from services.ledger.tree import keys
from services.ledger.tree.sequencer import sequencer_of
from shared.access.tokens import new_key, public_half, sign
from shared.access.who import Who
from shared.bus.local import LocalWire
from shared.eventlog.clock import uuid7
from shared.eventlog.engine import postgresql, sqlite, sqlite_writer
from shared.eventlog.entry import Draft, Place, seal
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.schema import inbox
from shared.eventlog.unit import Message
from shared.house.house import House
from shared.house.world import World
from shared.kernel.actor import Actor
from shared.kernel.numbering import case_number, stream_id
from shared.vault import Vault, create, load_or_create
from shared.web.guard import Keys

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
SERVICES = ("intake", "routing", "supervision", "notify", "identity", "ledger")
ORIGIN = "hailar.huying.invalid/ledger"
KEY = new_key()
LEADER = Who("lingdao", "贺领导", "", "副区长", ("leader",), "s-1")
OFFICER = Who("jingban", "赵经办", "housing", "经办人", ("officer",), "s-2")
ELSEWHERE = Who("caizheng", "钱经办", "finance", "经办人", ("officer",), "s-3")
DISCIPLINE = Who("jijian", "郑纪检", "discipline", "纪检", ("discipline",), "s-4")
AUDITOR = Who("shenji", "吴审计", "", "审计", ("audit_admin",), "s-5")


class Clock:
    """A clock that the test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Book:
    """The log of a service as a test makes it up: every entry is chained to the one before."""

    service: str
    clock: Clock
    messages: list[Message] = field(default_factory=list)
    previous: bytes | None = None

    def say(
        self, subject: str, type_: str, data: Mapping[str, Any], at: datetime | None = None, by: str = ""
    ) -> Message:
        """One more entry; `at` is when it happened, recorded now."""
        now = self.clock()
        actor = Actor(by or f"system:{self.service}")
        draft = Draft(uuid7(now), type_, at or now, dict(data), actor)
        number = len(self.messages) + 1
        place = Place(f"/hailar/{self.service}", subject, stream_id(subject), number, number, self.previous, now)
        entry = seal(draft, place)
        self.previous = entry.hash
        self.messages.append(Message(self.service, number, draft.id, type_, subject, entry.body))
        return self.messages[-1]

    def carry(self, messages: Iterable[Message]) -> None:
        """Begin with entries that another log said."""
        self.messages = list(messages)
        self.previous = sha256(self.messages[-1].body).digest()


class Office:
    """The ledger's house, what the services say, and people who ask."""

    def __init__(self, folder: Path, *, demo: bool = False, url: str = "") -> None:
        """`url` is a PostgreSQL database in place of the folder's SQLite file."""
        self.folder = folder
        self.clock = Clock(NOON)
        self.wire = LocalWire()
        engine = create_engine(f"sqlite:///{folder / 'vault.db'}", poolclass=NullPool)
        create(engine)
        self.vault = vault = Vault(engine, load_or_create(folder / "master.key"), "intake", self.clock)
        keys.make_missing(folder / keys.NAME, ORIGIN)
        self.world = world = World(
            jurisdiction="hailar",
            folder=folder,
            wire=self.wire,
            engine=lambda service: postgresql(url) if url else sqlite(folder / f"{service}.db"),
            writer=lambda service: postgresql(url, 1) if url else sqlite_writer(folder / f"{service}.db"),
            vault=vault.under,
            keys=Keys(token=public_half(KEY), csrf=b"secret"),
            services=SERVICES,
            clock=self.clock,
            demo=demo,
            gateways={keys.GATEWAY: folder / keys.NAME},
        )
        self.house = House(SPEC, world)
        self.house.rulebook.load()
        self.books = {service: Book(service, self.clock) for service in SERVICES}
        self.done: list[tuple[str, int]] = []
        self._workers = [threading.Thread(target=worker.run, daemon=True) for worker in self.house.subscribe(self.wire)]

    def run(self) -> None:
        """Let the workers begin."""
        for thread in self._workers:
            thread.start()

    def stop(self) -> None:
        self.wire.close()
        for thread in self._workers:
            if thread.is_alive():
                thread.join(5)
        self.house.log.stop()
        self.house.engine.dispose()

    # what is said and heard

    def publish(self, messages: Sequence[Message]) -> None:
        """Hand over what a service said; `done` collects what was confirmed."""
        for message in messages:
            self.wire.publish([message], partial(self._confirmed, message.source))

    def _confirmed(self, source: str, position: int) -> None:
        self.done.append((source, position))

    def hear(self, *messages: Message) -> None:
        """Handle each alone, at once."""
        for message in messages:
            self.house.handle(message)

    def hear_all(self, messages: Sequence[Message]) -> None:
        """Keep many together, as the worker does."""
        keeper = Keeper(self.house)
        units = [keeper.prepare(message) for message in messages]
        for unit in units:
            self.house.log.submit(unit)
        for unit in units:
            unit.done.result()

    def settle(self, count: int) -> None:
        """Until so many messages were confirmed."""
        self.wait(lambda: len(self.done) >= count)

    def wait(self, done: Callable[[], bool]) -> None:
        """Until it is so; ten seconds at most."""
        until = time.monotonic() + 10
        while not done():
            assert time.monotonic() < until, f"handled so far: {self.done}"
            time.sleep(0.02)

    def turn(self) -> int:
        """What the ledger does every second; how many leaves were taken."""
        self.clock.at += timedelta(seconds=1)
        return sequencer_of(self.house).turn().taken

    def case(self, number: int, *said: tuple[str, str, Mapping[str, Any]], every: timedelta = HOUR) -> str:
        """A case and what was said about it, (service, type, data), an hour apart; heard one by one. Its number."""
        stream = stream_id("12345", str(number))
        no = case_number(stream, self.clock())
        receipt = {"source": "12345", "source_no": str(number), "channel": "12345", "urgent": False}
        for service, type_, data in (("intake", "appeal.received", receipt), *said):
            self.hear(self.books[service].say(no, type_, data))
            self.clock.at += every
        return no

    # what is known

    def kept(self, source: str) -> list[int]:
        with self.house.engine.connect() as connection:
            found = connection.scalars(select(inbox.c.position).where(inbox.c.source == source))
            return sorted(found)

    def alarms(self) -> list[Fact]:
        """What the ledger itself said about faults."""
        facts = [fact_of(entry.body) for entry in self.house.log.read()]
        return [fact for fact in facts if fact.type == "ledger.alarm_raised"]

    # who asks

    def ask(self, path: str, who: Who | None) -> Response:
        token = sign(KEY, who, self.clock()) if who else ""
        headers = Headers({"Cookie": f"huying={token}"} if token else {})
        return self.house.site.respond(Request(EnvironBuilder(f"/ledger{path}", headers=headers).get_environ()))

    def page(self, path: str, who: Who, status: int = 200) -> str:
        response = self.ask(path, who)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_data(as_text=True)

    def api(self, path: str, who: Who | None, status: int = 200) -> Any:
        response = self.ask(f"/api/v1{path}", who)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_json()


ACCEPTED = ("intake", "appeal.accepted", {"kind": "求助", "how": "rule"})
OPENED = ("routing", "work_order.opened", {"round": 1})
DISPATCHED = ("routing", "work_order.dispatched", {"round": 1, "unit": "housing"})
SIGNED = ("routing", "work_order.signed", {"round": 1, "unit": "housing"})
HELD = ("routing", "work_order.held", {"round": 1, "code": "unsure"})
CLOSED = ("routing", "work_order.closed", {"round": 1, "unit": "housing", "resolved": True, "contact": "contacted"})
RECORDED = ("supervision", "callback.recorded", {"round": 1, "contacted": True, "satisfied": True, "by": "us"})
