"""ledger 总账: wiring only."""

from pathlib import Path

from werkzeug.wrappers import Request, Response

from services.ledger.domain.alarm import alarm
from services.ledger.keeping import Keeper
from services.ledger.measures import kept
from services.ledger.readmodels.audits import AUDITS
from services.ledger.readmodels.cases import CASES
from services.ledger.web.routes import ROUTES
from services.ledger.web.sentences import SENTENCES
from shared.edge.entry import desk, on, the_house
from shared.eventlog.unit import Message
from shared.house.spec import Spec

SPEC = Spec(
    name="ledger",
    title="总账",
    folder=Path(__file__).parent,
    deciders=(alarm,),
    readmodels=(CASES, AUDITS),
    routes=ROUTES,
    sentences=SENTENCES,
    hears_all=True,
    needs_rules=False,
    listen=Keeper,
    measures=(kept,),
)


class Service:
    """The entry points of the ledger."""

    name = SPEC.name
    house = the_house()

    @desk
    def web(self, request: Request) -> Response:
        """Pages and API."""
        return self.house.site.respond(request)

    @on
    def hear(self, message: Message) -> object:
        """Every entry of every service."""
        return self.house.handle(message)
