"""Wiring of intake."""

from pathlib import Path

from werkzeug.wrappers import Request, Response

from services.intake.domain.appeal.decide import appeal
from services.intake.domain.complaint import complaint
from services.intake.domain.enterprise import enterprise
from services.intake.domain.erasure import erasure
from services.intake.domain.feed import feed
from services.intake.domain.knowledge.decide import knowledge
from services.intake.erasing import finish_erasures
from services.intake.lapsing import lapse
from services.intake.measures import feeds, overdue
from services.intake.reactions import own, routing, supervision
from services.intake.readmodels.appeals import APPEALS
from services.intake.readmodels.details import DETAILS
from services.intake.readmodels.enterprises import ENTERPRISES
from services.intake.readmodels.erasures import ERASURES
from services.intake.readmodels.feeds import FEEDS
from services.intake.readmodels.knowledge import KNOWLEDGE
from services.intake.readmodels.waits import WAITS
from services.intake.web.routes import ROUTES
from services.intake.web.sentences import SENTENCES
from shared.edge.entry import desk, every, on, the_house
from shared.eventlog.unit import Message
from shared.house.spec import Spec

SPEC = Spec(
    name="intake",
    title="受理",
    folder=Path(__file__).parent,
    deciders=(appeal, knowledge, enterprise, complaint, feed, erasure),
    reactions=(*own.REACTIONS, *routing.REACTIONS, *supervision.REACTIONS),
    readmodels=(APPEALS, WAITS, DETAILS, KNOWLEDGE, ENTERPRISES, FEEDS, ERASURES),
    routes=ROUTES,
    sentences=SENTENCES,
    background=lapse,
    measures=(overdue, feeds),
)


class Service:
    """The entry points."""

    name = SPEC.name
    house = the_house()

    @desk
    def web(self, request: Request) -> Response:
        """Pages and API."""
        return self.house.site.respond(request)

    @on
    def hear(self, message: Message) -> object:
        """Answers to our asks, and how far our cases are."""
        return self.house.handle(message)

    @every(5)
    def lapse(self) -> None:
        """Say what is overdue."""
        lapse(self.house)

    @every(10)
    def erase(self) -> None:
        """Finish erasures that were approved before a stop."""
        finish_erasures(self.house)
