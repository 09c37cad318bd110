"""Routing's house on SQLite, with cases in it and people who ask."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.routing.adopt import adopt
from services.routing.domain.suggestion import suggest
from services.routing.domain.work_order.appeal import Appeal
from services.routing.domain.work_order.commands import NoteAppeal, Open
from services.routing.main import SPEC
from shared.access.tokens import new_key, public_half, sign
from shared.access.who import Who
from shared.bus.local import LocalWire
from shared.eventlog.engine import sqlite, sqlite_writer
from shared.house.house import House
from shared.house.world import World
from shared.kernel.actor import Actor
from shared.kernel.numbering import case_number, stream_id
from shared.kernel.text import Closed, Home, Text, asker_key
from shared.vault import Vault, create, load_or_create
from shared.web.guard import Keys, csrf_token

TUESDAY = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
JURISDICTION = Path(__file__).parents[3] / "deploy" / "jurisdictions" / "hailar"
KEY = new_key()
DISPATCHER = Who("fenban", "赵分办", "government_data", "分办员", ("dispatcher",), "s-1")
OFFICER = Who("jingban", "王经办", "housing", "科员", ("officer",), "s-2")
HEAD = Who("fuze", "李负责", "housing", "局长", ("head",), "s-3")
ELSEWHERE = Who("caizheng", "孙经办", "finance", "科员", ("officer",), "s-4")
LEADER = Who("lingdao", "周领导", "government_office", "副区长", ("leader",), "s-5")
SYSTEM = Actor("system:routing")

HEATING = "我公司位于工业园区三号楼。\n供热管网漏水，暖气不热，车间温度不足 10 度，请尽快处理。"
VAGUE = "企业反映几个月来情况一直没有人答复，请帮助协调。"


class Clock:
    """A clock that the test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **length: float) -> None:
        self.at += timedelta(**length)


@dataclass
class Hall:
    """The house, its clock and vault, and requests to it."""

    house: House
    clock: Clock
    vault: Vault
    cases: int = 0

    def receive(self, title: str, text: str, **terms: Any) -> str:
        """A case as intake would have told of it, accepted; its number."""
        self.cases += 1
        stream = stream_id("12345", str(self.cases))
        no, asker = case_number(stream, self.clock.at), f"a{self.cases}"

        def closed(path: str, value: str) -> Closed:
            key = asker_key(asker)
            self.vault.under("intake").keys([key])
            text = Text(value, compare=path == "phone").under(key)
            return self.vault.under("intake").close(text, Home(no, f"entry-{self.cases}", path))

        appeal = Appeal(
            kind="求助",
            source="12345",
            asker=asker,
            title=closed("title", title),
            text=closed("text", text),
            name=closed("name", "王小明"),
            phone=closed("phone", "13912345678"),
            enterprise=closed("enterprise", "海拉尔区某某食品有限公司"),
        )
        moment = self.house.moment(SYSTEM)
        found = suggest(title, text, appeal.kind, moment.rules.catalogue)
        self.house.execute(NoteAppeal(no, replace(appeal, **terms), found, moment), Open(no, appeal.kind, moment))
        return no

    def listen(self) -> None:
        """From now on the house hears what it says itself."""
        self.house.subscribe(self.house.world.wire)
        self.house.start_workers()

    def ask(self, method: str, path: str, who: Who | None, **given: Any) -> Response:
        token = sign(KEY, who, self.clock.at) if who else ""
        headers = Headers({"Cookie": f"huying={token}"} if token else {})
        builder = EnvironBuilder(f"/routing{path}", method=method, headers=headers, **given)
        return self.house.site.respond(Request(builder.get_environ()))

    def page(self, path: str, who: Who, status: int = 200) -> str:
        response = self.ask("GET", path, who)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_data(as_text=True)

    def post(self, path: str, who: Who, data: Mapping[str, str] | None = None) -> Response:
        """A page's form, with its hidden field."""
        return self.ask("POST", path, who, data={"csrf": csrf_token(self.house.world.keys, who), **(data or {})})

    def api(self, path: str, who: Who, json: Any = None, method: str = "") -> Any:
        """A call of the API; (status, document)."""
        given = {} if json is None else {"json": json}
        response = self.ask(method or ("POST" if json is not None else "GET"), f"/api/v1{path}", who, **given)
        return response.status_code, response.get_json()

    def told(self, no: str, action: str, who: Who, **filled: Any) -> Any:
        """An action through the API that must be done; the order afterwards."""
        status, order = self.api(f"/work-orders/{no}/{action}", who, filled)
        assert status == 200, order
        return order


def hall(folder: Path, at: datetime = TUESDAY) -> Hall:
    """The house of this folder, with Hailar's rules."""
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
        services=("routing",),
        district="海拉尔区",
        clock=clock,
    )
    house = House(SPEC, world)
    house.rulebook.load()
    if not house.ready:
        adopt(house, JURISDICTION)
        house.rulebook.load()  # the committer does the same a moment later
    house.relay.start()
    return Hall(house, clock, vault)


def to_signed(hall: Hall) -> str:
    """A case dispatched by rule and signed."""
    no = hall.receive("三号楼供热管网漏水", HEATING)
    hall.told(no, "sign", OFFICER)
    return no


def to_answered(hall: Hall) -> str:
    """A case with an answer that waits for the head."""
    no = to_signed(hall)
    hall.told(no, "first-contact", OFFICER, reached=True, contacted_at=hall.clock.at.isoformat())
    hall.told(no, "answer", OFFICER, internal="已派员查看并更换阀门", public="管网已修复，请查看", resolved=True)
    return no
