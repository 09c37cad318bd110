"""routing 分办: wiring only."""

from pathlib import Path

from werkzeug.wrappers import Request, Response

from services.routing.domain.common_need import common_need
from services.routing.domain.escalation import escalation
from services.routing.domain.extension import extension
from services.routing.domain.instruction import instruction
from services.routing.domain.meeting import meeting
from services.routing.domain.part import part
from services.routing.domain.rules import rules
from services.routing.domain.transfer import transfer
from services.routing.domain.work_order import work_order
from services.routing.lapsing import lapse
from services.routing.looking_ahead import look_ahead
from services.routing.measures import overdue
from services.routing.reactions import ending, intake, other_cases, supervision
from services.routing.readmodels.common_needs import COMMON_NEEDS
from services.routing.readmodels.extensions import EXTENSIONS
from services.routing.readmodels.leaders import LEADERS
from services.routing.readmodels.matters import MATTERS
from services.routing.readmodels.parts import PARTS
from services.routing.readmodels.work_orders import WORK_ORDERS
from services.routing.web.routes import ROUTES
from services.routing.web.sentences import SENTENCES
from shared.edge.entry import TheHouse, desk, every, on
from shared.eventlog.unit import Message
from shared.house.spec import Spec

SPEC = Spec(
    name="routing",
    title="分办",
    folder=Path(__file__).parent,
    deciders=(
        *(work_order, part, extension, transfer, instruction, meeting, escalation, common_need),
        rules,
    ),
    reactions=(*intake.REACTIONS, *supervision.REACTIONS, *ending.REACTIONS, *other_cases.REACTIONS),
    readmodels=(WORK_ORDERS, PARTS, EXTENSIONS, MATTERS, COMMON_NEEDS, LEADERS),
    routes=ROUTES,
    sentences=SENTENCES,
    background=lapse,
    measures=(overdue,),
)


class Service:
    """The entry points of routing."""

    name = SPEC.name
    house = TheHouse()

    @desk
    def web(self, request: Request) -> Response:
        """Pages and API."""
        response: Response = self.house.site.respond(request)
        return response

    @on
    def hear(self, message: Message) -> object:
        """What intake, supervision and routing itself say."""
        return self.house.handle(message)

    @every(5)
    def lapse(self) -> None:
        """What became overdue."""
        lapse(self.house)

    @every(5)
    def look_ahead(self) -> None:
        """Whether due times run into a year whose holidays nobody told us."""
        look_ahead(self.house)
