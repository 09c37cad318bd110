"""Wiring of notify."""

from pathlib import Path

from werkzeug.wrappers import Request, Response

from services.notify.domain.delivery.decide import delivery
from services.notify.domain.digest import digest
from services.notify.domain.erasing import erasing
from services.notify.domain.recipient.decide import recipient
from services.notify.measures import waiting
from services.notify.reactions import beside, erasure, intake, routing, supervision
from services.notify.readmodels.deliveries import DELIVERIES
from services.notify.readmodels.erasures import ERASURES
from services.notify.readmodels.recipients import RECIPIENTS
from services.notify.readmodels.versions import VERSIONS
from services.notify.sending import send_due
from services.notify.web.routes import ROUTES
from services.notify.web.sentences import SENTENCES
from shared.edge.entry import desk, every, on, the_house
from shared.eventlog.unit import Message
from shared.house.spec import Spec

SPEC = Spec(
    name="notify",
    title="通知",
    folder=Path(__file__).parent,
    deciders=(recipient, delivery, digest, erasing),
    reactions=(
        *(*intake.REACTIONS, *routing.REACTIONS, *beside.REACTIONS),
        *(*supervision.REACTIONS, *erasure.REACTIONS),
    ),
    readmodels=(DELIVERIES, RECIPIENTS, ERASURES, VERSIONS),
    routes=ROUTES,
    sentences=SENTENCES,
    background=send_due,
    measures=(waiting,),
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
        """What askers, units and sources are to be told."""
        return self.house.handle(message)

    @every(1)
    def send(self) -> None:
        """Send what is due."""
        send_due(self.house)
