"""Notify's house on SQLite: it hears what other services would say, and its sender is turned by hand."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.notify.main import SPEC
from services.notify.readmodels import deliveries
from services.notify.readmodels.deliveries import Row
from services.notify.sending import Sender
from shared.access.tokens import new_key, public_half, sign
from shared.access.who import Who
from shared.bus.local import LocalWire
from shared.eventlog.clock import uuid7
from shared.eventlog.engine import sqlite, sqlite_writer
from shared.eventlog.entry import Draft, Place, seal
from shared.eventlog.fact import fact_of
from shared.eventlog.unit import Message
from shared.house.house import House
from shared.house.speech import closed_data
from shared.house.world import World
from shared.kernel.actor import Actor
from shared.kernel.numbering import case_number, stream_id
from shared.kernel.text import Home, Text, asker_key, case_key
from shared.vault import Vault, create, load_or_create
from shared.web.guard import Keys, csrf_token
from tests.integration.adopted import TUESDAY, adopt

KEY = new_key()
PHONE, NAME, ANSWER = "13800000000", "张三", "管网已修好，请查看。"
SUPERVISOR = Who("ducha", "钱督查", "government_office", "督查", ("supervisor",), "s-1")
OPS = Who("yunwei", "运维", "", "", ("ops",), "s-2")
OFFICER = Who("jingban", "王经办", "housing", "科员", ("officer",), "s-3")


class Clock:
    """A clock that the test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **length: float) -> None:
        self.at += timedelta(**length)


@dataclass
class Room:
    """The house and its clock; `vault` under no particular role."""

    house: House
    clock: Clock
    vault: Vault
    sender: Sender
    heard: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def hear(self, source: str, type_: str, subject: str, data: Mapping[str, Any]) -> str:
        """One entry of another service; its id."""
        with self.lock:
            self.heard += 1
            position = self.heard
        id_ = uuid7(self.clock.at)
        draft = Draft(id_, type_, self.clock.at, dict(data), Actor(f"system:{source}"))
        place = Place(f"/hailar/{source}", subject, stream_id(subject), position, position, None, self.clock.at)
        self.house.handle(Message(source, position, id_, type_, subject, seal(draft, place).body))
        return id_

    def closed(self, key: str, no: str, path: str, value: str) -> dict[str, Any]:
        vault = self.vault.under("intake")
        vault.keys([key])
        return closed_data(vault.close(Text(value).under(key), Home(no, f"entry-{no}", path)))

    def receive(self, source: str = "96888", source_no: str = "GD-1", **terms: Any) -> str:
        """An appeal of its own asker; its case number, by which the asker is named too."""
        no = case_number(stream_id(source, source_no), self.clock.at)
        asker = asker_of(no)
        data = {
            "asker": asker,
            "anonymous": False,
            "source": source,
            "source_no": source_no,
            "name": self.closed(asker_key(asker), no, "name", NAME),
            "phone": self.closed(asker_key(asker), no, "phone", PHONE),
            **terms,
        }
        self.hear("intake", "appeal.received", no, data)
        return no

    def close(self, no: str) -> None:
        """The work order is closed with an answer."""
        public = self.closed(case_key(no), no, "public", ANSWER)
        self.hear(
            "routing", "work_order.closed", no, {"round": 1, "unit": "housing", "public": public, "resolved": True}
        )

    def dispatch(self, no: str, unit: str = "housing") -> None:
        """A unit gets the case."""
        due_at = "2026-11-24T09:30:00.000000Z"
        duties = [{"duty": "sign", "unit": unit, "due_at": due_at, "limit": "sign", "rules": "r"}]
        self.hear("routing", "work_order.dispatched", no, {"round": 1, "unit": unit, "duties": duties})

    def settings(self, text: str) -> None:
        """What `gateways.yaml` says from now on."""
        (self.house.world.folder / "gateways.yaml").write_text(text, encoding="utf-8")

    def shred(self, no: str) -> None:
        """The asker's keys are destroyed, and intake says so."""
        asker = asker_of(no)
        self.vault.under("intake").shred([asker_key(asker), case_key(no)])
        self.hear("intake", "asker.shredded", f"asker/{asker}", {"asker": asker, "cases": [no]})

    def rows(self, **filters: str) -> list[Row]:
        """The deliveries, the oldest first."""
        with self.house.engine.connect() as connection:
            return list(deliveries.page(connection, filters, None, 1000))[::-1]

    def said(self, type_: str) -> list[Mapping[str, Any]]:
        """The data of our entries of this type."""
        facts = [fact_of(entry.body) for entry in self.house.log.read()]
        return [fact.data for fact in facts if fact.type == type_]

    def files(self, below: str = "outbox") -> list[Path]:
        """What was written."""
        return sorted((self.house.world.folder / below).rglob("*.json"))

    def ask(self, path: str, who: Who | None) -> Response:
        token = sign(KEY, who, self.clock.at) if who else ""
        headers = Headers({"Cookie": f"huying={token}"} if token else {})
        environ = EnvironBuilder(f"/notify{path}", headers=headers).get_environ()
        return self.house.site.respond(Request(environ))

    def post(self, path: str, who: Who | None, json: Any = None, **more: str) -> Response:
        """A page's form with its hidden field, or with `json` a call of the API; `more` are headers."""
        headers = Headers({"Cookie": f"huying={sign(KEY, who, self.clock.at)}"} if who else {})
        headers.extend(more)
        form = {} if json is not None or who is None else {"csrf": csrf_token(self.house.world.keys, who)}
        given = {"json": json} if json is not None else {"data": form}
        environ = EnvironBuilder(f"/notify{path}", method="POST", headers=headers, **given).get_environ()
        return self.house.site.respond(Request(environ))

    def page(self, path: str, who: Who, status: int = 200) -> str:
        response = self.ask(path, who)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_data(as_text=True)


def asker_of(no: str) -> str:
    """The asker of this case."""
    return stream_id("asker-of", no)


def room(folder: Path, at: datetime = TUESDAY, *, demo: bool = False) -> Room:
    """The house of this folder, opened anew, with Hailar's rules."""
    clock = Clock(at)
    engine = create_engine(f"sqlite:///{folder / 'vault.db'}", poolclass=NullPool)
    create(engine)
    vault = Vault(engine, load_or_create(folder / "master.key"), "intake", clock)
    world = World(
        jurisdiction="hailar",
        folder=folder,
        wire=LocalWire(),
        engine=lambda service: sqlite(folder / f"{service}.db"),
        writer=lambda service: sqlite_writer(folder / f"{service}.db"),
        vault=vault.under,
        keys=Keys(token=public_half(KEY), csrf=b"secret"),
        services=("notify",),
        district="海拉尔区",
        clock=clock,
        demo=demo,
    )
    house = House(SPEC, world)
    adopt(house)
    house.relay.start()
    return Room(house, clock, vault, Sender(house), heard=house.log.head().position * 1000)


def void(_: object) -> None:
    """Nothing."""
