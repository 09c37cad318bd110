"""One identity service on SQLite, with Hailar's rules, a clock that stands, and browsers."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey
from sqlalchemy import Connection, create_engine, insert, select
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Request, Response

from services.identity.demo import create_demo_accounts
from services.identity.main import SPEC
from services.routing.adoption import read_jurisdiction
from shared.access.tokens import new_key, public_half, verify
from shared.access.who import Who
from shared.bus.local import LocalWire
from shared.eventlog.engine import sqlite, sqlite_writer
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.schema import entries
from shared.house.house import House
from shared.house.rulebook import rules_adopted
from shared.house.world import World
from shared.rules.canonical import canonical, content_hash
from shared.vault import MasterKeys, Vault, create
from shared.web.guard import Keys
from shared.web.headers import COOKIE

HAILAR = Path(__file__).parents[3] / "deploy" / "jurisdictions" / "hailar"
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
PASSWORD = "huying-demo"


class Office:
    """The service in a folder; `restarted` is the same folder opened again."""

    def __init__(self, folder: Path, *, demo: bool = True, key: OKPKey | None = None, at: datetime = NOON) -> None:
        self.folder, self.demo, self.now = folder, demo, at
        self.key = key or new_key()
        folder.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{folder / 'vault.db'}")
        create(engine)
        vault = Vault(engine, MasterKeys({1: bytes(range(32))}), "intake", lambda: self.now)
        self.world = World(
            jurisdiction="hailar",
            folder=folder,
            wire=LocalWire(),
            engine=lambda name: sqlite(folder / f"{name}.db"),
            writer=lambda name: sqlite_writer(folder / f"{name}.db"),
            vault=vault.under,
            keys=Keys(token=public_half(self.key), csrf=b"secret"),
            services=("identity",),
            clock=lambda: self.now,
            demo=demo,
            gateways={"signing_key": self.key},
        )
        self.house = House(SPEC, self.world)
        self.vault_engine = engine

    def adopt(self) -> "Office":
        """As if routing's rules had been heard."""
        self.house.log.chore(_adopted)
        self.house.rulebook.load()
        return self

    def with_demo(self) -> "Office":
        self.adopt()
        create_demo_accounts(self.house)
        return self

    def restarted(self) -> "Office":
        self.close()
        again = Office(self.folder, demo=self.demo, key=self.key, at=self.now)
        again.house.rulebook.load()
        return again

    def close(self) -> None:
        self.house.log.stop()
        self.house.engine.dispose()
        self.vault_engine.dispose()

    def pass_time(self, **length: float) -> None:
        self.now += timedelta(**length)

    def said(self, type_: str = "") -> list[Fact]:
        with self.house.engine.connect() as connection:
            bodies = connection.scalars(select(entries.c.body).order_by(entries.c.position)).all()
        facts = [fact_of(bytes(body)) for body in bodies]
        return [fact for fact in facts if not type_ or fact.type == type_]

    def browser(self) -> "Browser":
        return Browser(self)


@cache
def hailar() -> Mapping[str, Mapping[str, Any]]:
    return read_jurisdiction(HAILAR)


def _adopted(connection: Connection) -> None:
    for part, content in hailar().items():
        row = {"part": part, "hash": content_hash(content), "content": canonical(content), "adopted_at": NOON}
        connection.execute(insert(rules_adopted), row)


class Browser:
    """Keeps cookies as browsers do, follows nothing by itself, and fills in the hidden fields of pages."""

    def __init__(self, office: Office) -> None:
        self.office = office

        @Request.application
        def app(request: Request) -> Response:
            return office.house.site.respond(request)

        self.client = Client(app)

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, data: Mapping[str, Any] | None = None, *, page: str = "") -> TestResponse:
        """Post a form, with what is hidden in the forms of `page`."""
        return self.client.post(path, data={**(self.hidden(page) if page else {}), **(data or {})})

    def hidden(self, page: str) -> dict[str, str]:
        text = self.get(page).text
        return {name: value for name in ("csrf", "once") if (value := _hidden(text, name))}

    def sign_in(self, account: str, password: str = PASSWORD, **more: str) -> TestResponse:
        return self.post("/identity/sign-in", {"account": account, "password": password, **more})

    def cookie(self, name: str, path: str = "/") -> str:
        kept = self.client.get_cookie(name, path=path)
        return kept.value if kept else ""

    @property
    def renewal(self) -> str:
        return self.cookie("huying_renewal", "/identity")

    @property
    def who(self) -> Who:
        return verify(self.office.world.keys.token, self.cookie(COOKIE), self.office.now)


def _hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    return found.group(1) if found else ""
