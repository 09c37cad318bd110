"""The whole system in one process at a standing clock, and what each role can get of it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.cli.alone import drain, started
from services.cli.catalog import specs
from services.cli.installation import Installation
from services.cli.settings import Settings
from shared.access.tokens import sign
from shared.access.who import Who
from shared.house.house import House
from shared.web.guard import csrf_token

TUESDAY = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
ORDER = {
    "source_no": "M-1",
    "title": "盼望帮助",
    "text": "几个月来一直没有人答复，请有关部门帮助协调",
    "phone": "13900000001",
}
UNITS = {"officer": "housing", "head": "housing", "dispatcher": "government_data", "supervisor": "government_office"}
ROUTES = [(spec.name, route) for spec in specs() for route in spec.routes]
READ = [
    (service, route.path)
    for service, route in ROUTES
    if route.method == "GET" and "/discipline" not in route.path and not route.path.endswith(".xlsx")
]
"""But for workbooks: that one was taken is itself told to the auditor, each time."""
Seen = Mapping[tuple[str, str], tuple[int, str]]


@dataclass
class District:
    """Requests of a role; what it says and does is drained before the next."""

    system: Installation
    no: str = ""

    def house(self, service: str) -> House:
        return self.system.houses[service]

    @property
    def roles(self) -> list[str]:
        return sorted(self.house("supervision").rulebook.current.roles)

    def who(self, role: str) -> Who:
        return Who(f"one.{role}", role, UNITS.get(role, ""), "岗位", (role,), f"session-{role}")

    def ask(self, service: str, method: str, path: str, role: str, **given: Any) -> Response:
        house, who = self.house(service), self.who(role)
        token = sign(self.house("identity").world.gateways["signing_key"], who, house.clock())
        if method == "POST" and "json" not in given:
            given["data"] = {"csrf": csrf_token(house.world.keys, who), **given.get("data", {})}
        headers = Headers({"Cookie": f"huying={token}"})
        environ = EnvironBuilder(f"/{service}{path}", method=method, headers=headers, **given).get_environ()
        return house.site.respond(Request(environ))

    def do(self, service: str, path: str, role: str, **fields: Any) -> Any:
        """A deed through the API that must be done."""
        answer = self.ask(service, "POST", f"/api/v1{path}", role, json=fields)
        assert answer.status_code in (200, 201), answer.get_data(as_text=True)
        drain(self.system)
        return answer.get_json()

    def seen(self, role: str) -> Seen:
        """Every list, count and page of every service as this role sees it, of the case too."""
        found: dict[tuple[str, str], tuple[int, str]] = {}
        for service, path in READ:
            if "<" in path.replace("<no>", ""):
                continue
            answer = self.ask(service, "GET", path.replace("<no>", self.no), role)
            found[service, path] = (answer.status_code, same_each_time(answer))
        return found

    def series(self) -> dict[str, str]:
        """The metrics of all services: series → value."""
        text = self.ask("supervision", "GET", "/metrics", "ops").get_data(as_text=True)
        lines = (line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#"))
        return {name: value for name, _, value in lines}


def same_each_time(answer: Response) -> str:
    """The bytes without the value that is new in every form; of a workbook only how it is sent, for it names its moment."""
    if answer.mimetype not in ("text/html", "application/json", "application/problem+json", "text/plain"):
        return str(answer.headers.get("Content-Type"))
    return re.sub(r'name="once" value="[^"]*"', "", answer.get_data(as_text=True))


@contextmanager
def district(folder: Path) -> Iterator[District]:
    """A case of housing whose contact number is not the asker's: there is something to find."""
    with started(folder, Settings(), clock=lambda: TUESDAY) as system:
        made = District(system)
        key = system.feed_keys["96888"]
        path = "/intake/api/v1/feeds/96888/orders"
        headers = [("X-Api-Key", key)]
        request = EnvironBuilder(path, method="POST", json=ORDER, headers=headers).get_request()
        assert system.houses["intake"].site.respond(request).status_code == 201
        drain(system)
        (listed,) = made.ask("ledger", "GET", "/api/v1/cases", "supervisor").get_json()["cases"]
        made.no = listed["case_no"]
        yield made
