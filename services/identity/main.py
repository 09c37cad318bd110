"""The identity service: wiring."""

from pathlib import Path

from werkzeug.wrappers import Request, Response

from services.identity.domain.account import account
from services.identity.domain.session import session
from services.identity.readmodels.accounts import ACCOUNTS
from services.identity.sessions import expire
from services.identity.tables import PRIVATE
from services.identity.web.routes import ROUTES
from services.identity.web.sentences import SENTENCES
from shared.edge.entry import TheHouse, desk, every, on
from shared.eventlog.unit import Message
from shared.house.spec import Spec

SPEC = Spec(
    name="identity",
    title="账户",
    folder=Path(__file__).parent,
    deciders=(account, session),
    readmodels=(ACCOUNTS, PRIVATE),
    routes=ROUTES,
    sentences=SENTENCES,
    background=expire,
)


class Service:
    """Entry points; `house` does the work."""

    name = SPEC.name
    house = TheHouse()

    @desk
    def web(self, request: Request) -> Response:
        """All pages and the API."""
        response: Response = self.house.site.respond(request)
        return response

    @on
    def hear(self, message: Message) -> object:
        """The rules of the jurisdiction."""
        return self.house.handle(message)

    @every(60)
    def expire(self) -> None:
        """Sign-ins older than twelve hours end."""
        expire(self.house)
