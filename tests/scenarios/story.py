"""What one scenario knows: the cases it speaks of, and what was answered last."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shared.access.who import Who
from shared.eventlog.clock import uuid7
from shared.kernel.times import SHANGHAI
from tests.scenarios.town import Answer, Town
from tests.scenarios.words import ACTIONS, CASES, DAYS, FIELDS, desks, units, value_of

ROLES = {"经办人": "officer", "负责人": "head"}
OTHERS = {
    "分办员": Who("dispatcher", "分办员", desks()["dispatch"], "分办岗", ("dispatcher",), "scenario"),
    "督查员": Who("supervisor", "督查员", desks()["supervision"], "督查岗", ("supervisor",), "scenario"),
    "区领导": Who("leader", "区领导", desks()["supervision"], "区领导", ("leader",), "scenario"),
}
NOTHING = Answer(0, None)
READER = OTHERS["督查员"]


class NotThere(AssertionError):
    """The system does not know of this at all: no such address, field, choice, event or code."""


LATER = re.compile(r"(?P<days>\d+)天后")
MADE = ("need", "commitment")
UNKNOWN = ("没有这个字段", "请从列出的选项中选择")
"""What is said of a field, or a choice, that there is not."""
SERVICES = ("intake", "routing", "supervision", "notify", "ledger")


@dataclass
class Story:
    """`cases`: number by the name the scenario gives it; `no` the one that is spoken of.

    `made`: the id of the common need, commitment or card that was made or seen last.
    """

    town: Town
    cases: dict[str, str] = field(default_factory=dict)
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    no: str = ""
    last: Answer = NOTHING

    @staticmethod
    def who(name: str) -> Who:
        """`分办员`, `住建局经办人`: as whom it is done. KeyError for nobody."""
        if name in OTHERS:
            return OTHERS[name]
        unit, role = units()[name[:-3]], ROLES[name[-3:]]
        return Who(f"{unit}.{role}", name, unit, name[-3:], (role,), "scenario")

    def fields(self, table: list[list[str]]) -> dict[str, Any]:
        """A table of field and content, as the API is told."""
        named = [(FIELDS.get(name, name), cell) for name, cell in table]
        return {name: self._told(name, cell) for name, cell in named}

    def _told(self, name: str, cell: str) -> Any:
        if name == "cases":
            return "\n".join(self.cases[one] for one in cell.split("、"))
        if name in CASES:
            return self.cases[cell]
        if name == "decisions":
            return "\n".join(LATER.sub(lambda said: self._later(said, days=True), one) for one in cell.split("；"))
        if cell == "现在":
            return self.town.now().isoformat()
        if later := LATER.fullmatch(cell):
            return self._later(later, days=name in DAYS)
        return value_of(name, cell)

    def _later(self, said: re.Match[str], *, days: bool) -> str:
        at = self.town.now() + timedelta(days=int(said["days"]))
        return at.astimezone(SHANGHAI).date().isoformat() if days else at.isoformat()

    def do(self, who: str, action: str, fields: dict[str, Any]) -> None:
        """An action on the case; `last` is its answer."""
        path = ACTIONS[action].format(no=self.no, **self.made)
        self.last = self.town.ask(self.who(who), "POST", path, fields)
        said = self.last.said
        self.made |= {name: said[name] for name in MADE if self.last.status == 201 and name in said}

    def push(self, feed: str, message: dict[str, Any], name: str) -> None:
        """A message of a feed; a new one is the case that is spoken of from then on."""
        source_no = self.sources.setdefault(name, (feed, uuid7(self.town.now())))[1]
        said = {"source_no": source_no, **message}
        path = f"/intake/api/v1/feeds/{feed}/orders"
        self.last = self.town.ask(None, "POST", path, said, X_Api_Key=self.town.feed_keys[feed])
        assert self.last.status in (200, 201), self.last
        self.cases[name] = self.no = self.last.said["case_no"]

    def ask_openly(self, said: dict[str, Any], name: str) -> None:
        """An appeal by somebody through the portal: it waits for the desk."""
        self.last = self.town.ask(None, "POST", "/intake/api/v1/appeals", said)
        self.cases[name] = self.no = self.last.said["case_no"]

    def done(self) -> None:
        """The last was done."""
        said = self.last.said
        if self.last.status == 404 and said.get("code") in ("action.unknown", "request.not_found"):
            raise NotThere(said)
        if self.last.status == 422 and any(fault["message"] in UNKNOWN for fault in said.get("fields", [])):
            raise NotThere(said)
        assert self.last.status in (200, 201), self.last.said

    def known(self) -> bool:
        """Whether routing has taken the case, as far as the ledger has heard."""
        case = self.town.ask(READER, "GET", f"/ledger/api/v1/cases/{self.no}")
        return case.status == 200 and case.said["state"] not in ("received", "accepted")

    def says(self, *types: str) -> None:
        """Some service says events of these types; NotThere for one that none does."""
        documents = [self.town.page(f"/{service}/asyncapi.json") for service in SERVICES]
        if missing := [type_ for type_ in types if not any(f'"{type_}"' in document for document in documents)]:
            raise NotThere(f"no service says {', '.join(missing)}")

    def refuses(self, code: str) -> None:
        """Some service has this code; NotThere otherwise."""
        if not any(code in self.town.page(f"/{service}/docs") for service in SERVICES):
            raise NotThere(f"no service refuses with {code}")

    def case(self) -> Any:
        """Where the case stands, as the ledger knows."""
        return self.town.read(READER, f"/ledger/api/v1/cases/{self.no}")

    def called(self) -> bool:
        """Whether a callback is planned for the round that was closed."""
        call = self.town.ask(READER, "GET", f"/supervision/api/v1/callbacks/{self.no}")
        return call.status == 200 and call.said["round"] == self.case()["round"] and call.said["state"] == "planned"

    def history(self) -> list[Any]:
        """Every entry about it."""
        found: list[Any] = self.town.read(READER, f"/ledger/api/v1/cases/{self.no}/history")["history"]
        return found

    def order(self) -> Any:
        """The work order."""
        return self.town.read(READER, f"/routing/api/v1/work-orders/{self.no}")

    def told(self) -> list[Any]:
        """Every delivery about it."""
        found: list[Any] = self.town.read(READER, "/notify/api/v1/deliveries", case_no=self.no, limit="200")["items"]
        return found

    def local(self) -> datetime:
        """The time on the wall."""
        return self.town.now().astimezone(SHANGHAI)
