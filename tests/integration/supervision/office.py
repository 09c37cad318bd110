"""Supervision's house on SQLite: it hears what routing and intake would say, and people ask it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.supervision.main import SPEC
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
from shared.kernel.text import Home, Text, asker_key, case_key, discipline_key
from shared.kernel.times import stamp
from shared.vault import Vault, create, load_or_create
from shared.web.guard import Keys, csrf_token
from tests.integration.adopted import TUESDAY, adopt

KEY = new_key()
NAME, PHONE, ANSWER = "王小明", "13912345678", "管网已经修复，请查看。"
SUPERVISOR = Who("ducha", "周督查", "government_office", "督查岗", ("supervisor",), "s-1")
DISPATCHER = Who("fenban", "赵分办", "government_data", "分办岗", ("dispatcher",), "s-2")
OFFICER = Who("jingban", "王经办", "housing", "经办人", ("officer",), "s-3")
LEADER = Who("lingdao", "贺领导", "", "区领导", ("leader",), "s-4")
SYSADMIN = Who("xitong", "钱系统", "", "系统管理员", ("system_admin",), "s-5")
LEAD = Who("shuji", "孙书记", "discipline", "纪检负责人", ("discipline_lead",), "s-7")
DISCIPLINE = Who("jijian", "郑纪检", "discipline", "纪检监察岗", ("discipline",), "s-6")


class Clock:
    """A clock that the test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **length: float) -> None:
        self.at += timedelta(**length)


@dataclass
class Office:
    """The house, its clock and vault, what it hears, and requests to it."""

    house: House
    clock: Clock
    vault: Vault
    heard: int = 0
    cases: int = 0

    # what is heard

    def hear(self, source: str, type_: str, subject: str, data: Mapping[str, Any]) -> None:
        """One entry of another service."""
        self.heard += 1
        id_ = uuid7(self.clock.at)
        draft = Draft(id_, type_, self.clock.at, dict(data), Actor(f"system:{source}"))
        place = Place(f"/hailar/{source}", subject, stream_id(subject), self.heard, self.heard, None, self.clock.at)
        self.house.handle(Message(source, self.heard, id_, type_, subject, seal(draft, place).body))

    def closed(self, role: str, key: str, home: Home, value: str) -> dict[str, Any]:
        vault = self.vault.under(role)
        vault.keys([key])
        return closed_data(vault.close(Text(value).under(key), home))

    def close(self, no: str = "", round_: int = 1, **terms: Any) -> str:
        """Routing closes a case (a new one without a number); its number."""
        if not no:
            self.cases += 1
            no = case_number(stream_id("12345", str(self.cases)), self.clock.at)
        asker = stream_id("asker", no)
        data = {
            "round": round_,
            "unit": "housing",
            "closed_at": stamp(self.clock.at),
            "resolved": True,
            "contact": "contacted",
            "callback_by": "us",
            "asker": asker,
            "anonymous": False,
            "public": self.closed("routing", case_key(no), Home(no, "answered", "public"), ANSWER),
            "name": self.closed("intake", asker_key(asker), Home(no, "received", "name"), NAME),
            "phone": self.closed("intake", asker_key(asker), Home(no, "received", "phone"), PHONE),
            **terms,
        }
        self.hear("routing", "work_order.closed", no, data)
        return no

    def answer(self, no: str, accepted: bool, code: str = "") -> None:
        """Routing answers our last ask to reopen."""
        ask = self.said("callback.reopen_asked")[-1]["ask"]
        data = {"ask": ask, "kind": "reopen", "accepted": accepted, "code": code, "round": 1}
        self.hear("routing", "work_order.ask_answered", no, data)

    def lapse(self, no: str, unit: str = "housing", duty: str = "answer", round_: int = 1) -> None:
        """Routing says that a unit let a duty lapse."""
        data = {"round": round_, "duty": duty, "unit": unit, "due_at": stamp(self.clock.at)}
        self.hear("routing", "work_order.lapsed", no, data)

    def complain(self, matter: str, **content: str) -> None:
        """Intake received a complaint about officials."""
        home = Home(f"complaint/{matter}", "received", "content")
        text = json.dumps(content, ensure_ascii=False)
        closed = self.closed("intake", discipline_key(matter), home, text)
        self.hear("intake", "complaint.received", f"complaint/{matter}", {"content": closed, "matter": matter})

    # what is said

    def said(self, type_: str) -> list[Mapping[str, Any]]:
        """The data of our entries of this type."""
        return [
            fact.data for fact in map(fact_of, (entry.body for entry in self.house.log.read())) if fact.type == type_
        ]

    def subjects(self, type_: str) -> list[str]:
        return [entry.subject for entry in self.house.log.read() if entry.type == type_]

    # who asks

    def ask(self, method: str, path: str, who: Who | None, *, key: str = "", **given: Any) -> Response:
        """`key`: the Idempotency-Key."""
        token = sign(KEY, who, self.clock.at) if who else ""
        headers = Headers({"Cookie": f"huying={token}"} if token else {})
        if key:
            headers["Idempotency-Key"] = key
        environ = EnvironBuilder(f"/supervision{path}", method=method, headers=headers, **given).get_environ()
        return self.house.site.respond(Request(environ))

    def page(self, path: str, who: Who, status: int = 200) -> str:
        response = self.ask("GET", path, who)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_data(as_text=True)

    def post(self, path: str, who: Who, **data: str) -> Response:
        """A page's form, with its hidden field."""
        return self.ask("POST", path, who, data={"csrf": csrf_token(self.house.world.keys, who), **data})

    def api(self, path: str, who: Who, json: Any = None, method: str = "") -> Any:
        """A call of the API; (status, document)."""
        given = {} if json is None else {"json": json}
        response = self.ask(method or ("POST" if json is not None else "GET"), f"/api/v1{path}", who, **given)
        return response.status_code, response.get_json()

    def told(self, no: str, action: str, **filled: Any) -> Any:
        """An action through the API that must be done; the callback afterwards."""
        status, row = self.api(f"/callbacks/{no}/{action}", SUPERVISOR, filled)
        assert status == 200, row
        return row

    def called(self, no: str, satisfied: bool | None) -> Any:
        """The supervisor reached the asker."""
        return self.told(no, "record", contacted=True, resolved=satisfied, satisfied=satisfied)

    def row(self, no: str) -> Any:
        """The callback as the API shows it, without a reading."""
        return self.api(f"/callbacks/{no}", LEADER)[1]


def world(folder: Path, clock: Clock, *services: str) -> tuple[World, Vault]:
    """The world of these services on SQLite files in a folder."""
    engine = create_engine(f"sqlite:///{folder / 'vault.db'}", poolclass=NullPool)
    create(engine)
    vault = Vault(engine, load_or_create(folder / "master.key"), "intake", clock)
    made = World(
        jurisdiction="hailar",
        folder=folder,
        wire=LocalWire(),
        engine=lambda service: sqlite(folder / f"{service}.db"),
        writer=lambda service: sqlite_writer(folder / f"{service}.db"),
        vault=vault.under,
        keys=Keys(token=public_half(KEY), csrf=b"secret"),
        services=services,
        district="海拉尔区",
        clock=clock,
    )
    return made, vault


def office(folder: Path, at: datetime = TUESDAY) -> Office:
    """A fresh house with Hailar's rules."""
    clock = Clock(at)
    there, vault = world(folder, clock, "supervision")
    house = House(SPEC, there)
    adopt(house)
    house.relay.start()
    return Office(house, clock, vault)
