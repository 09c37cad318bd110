"""Intake's house as people meet it over HTTP: askers, the desk, others; its own entries come back to it as over the bus."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.intake.main import SPEC
from shared.access.tokens import sign
from shared.access.who import Who
from shared.eventlog.clock import uuid7
from shared.eventlog.entry import Draft, Place, seal
from shared.eventlog.fact import fact_of
from shared.eventlog.unit import Message
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.web.guard import csrf_token
from tests.integration.adopted import TUESDAY, adopt
from tests.integration.supervision.office import DISPATCHER, KEY, LEADER, OFFICER, Clock, world

FORM: dict[str, Any] = {"title": "三号楼供暖不热", "text": "三号楼的暖气一直不热", "phone": "13900000000"}
CODE = "91110000600037341L"
__all__ = ["CODE", "DISPATCHER", "FORM", "LEADER", "OFFICER"]


@dataclass(frozen=True)
class Ticket:
    """What an asker holds."""

    no: str
    receipt: str


class Counter:
    """The house and requests to it."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.heard, self.told = Clock(TUESDAY), 0, 0
        self.house = House(SPEC, world(folder, self.clock, "intake")[0])
        adopt(self.house)

    def ask(self, method: str, path: str, who: Who | None = None, **given: Any) -> Response:
        headers = Headers(given.pop("headers", {}))
        if who:
            headers["Authorization"] = f"Bearer {sign(KEY, who, self.clock.at)}"
            headers["Cookie"] = f"huying={sign(KEY, who, self.clock.at)}"
        builder = EnvironBuilder(f"/intake{path}", method=method, headers=headers, **given)
        environ = builder.get_environ()
        try:
            return self.house.site.respond(Request(environ))
        finally:
            environ["wsgi.input"].close()
            builder.close()

    def api(self, path: str, who: Who | None = None, status: int = 200, **body: Any) -> Any:
        """A POST of the API that ends with this status; its document."""
        response = self.ask("POST", f"/api/v1{path}", who, json=body)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_json()

    def get(self, path: str, who: Who | None = None, status: int = 200) -> Any:
        response = self.ask("GET", f"/api/v1{path}", who)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_json()

    def page(self, path: str, who: Who | None = None, status: int = 200) -> str:
        response = self.ask("GET", path, who)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_data(as_text=True)

    def post(self, path: str, who: Who | None, status: int = 303, **filled: str) -> Response:
        """A page's form, with its hidden field, that ends with this status."""
        data = {**filled, "csrf": csrf_token(self.house.world.keys, who)} if who else filled
        response = self.ask("POST", path, who, data=data)
        assert response.status_code == status, response.get_data(as_text=True)
        return response

    def submit(self, **changes: Any) -> Ticket:
        made = self.api("/appeals", status=201, **{**FORM, **changes})
        return Ticket(made["case_no"], made["receipt"])

    def desk(self, ticket: Ticket, action: str, status: int = 200, **filled: Any) -> Any:
        """The desk does something by the API, and what intake says of it is heard."""
        made = self.api(f"/appeals/{ticket.no}/{action}", DISPATCHER, status, **filled)
        self.settle()
        return made

    def seen(self, ticket: Ticket) -> Any:
        """The appeal as the desk's API shows it."""
        return self.get(f"/desk/{ticket.no}", DISPATCHER)

    def followed(self, ticket: Ticket) -> Any:
        return self.get(f"/appeals/{ticket.no}?receipt={ticket.receipt}")

    def settle(self) -> None:
        """What intake said is heard by intake, as over the bus."""
        for entry in self.house.log.read(self.told):
            self.told = entry.position
            if ("intake", entry.type) in self.house.hears:
                message = Message(
                    "intake", entry.position, fact_of(entry.body).id, entry.type, entry.subject, entry.body
                )
                self.house.handle(message)

    def hear(self, type_: str, subject: str, **data: Any) -> None:
        """One entry of routing."""
        self.heard += 1
        id_ = uuid7(self.clock.at)
        draft = Draft(id_, type_, self.clock.at, data, Actor("system:routing"))
        place = Place("/hailar/routing", subject, stream_id(subject), self.heard, self.heard, None, self.clock.at)
        self.house.handle(Message("routing", self.heard, id_, type_, subject, seal(draft, place).body))

    def said(self, type_: str) -> list[Any]:
        """Our facts of this type."""
        return [fact for entry in self.house.log.read() if (fact := fact_of(entry.body)).type == type_]

    def send(self, path: str, files: dict[str, bytes], **given: Any) -> Response:
        """A multipart form with files."""
        data: dict[str, Any] = dict(given.pop("form", {}))
        data["files"] = [(BytesIO(content), name) for name, content in files.items()]
        return self.ask("POST", path, given.pop("who", None), data=data, **given)
