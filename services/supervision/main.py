"""Wiring of supervision."""

from pathlib import Path

from werkzeug.wrappers import Request, Response

from services.supervision.domain.callback.decide import callback
from services.supervision.domain.card.decide import card
from services.supervision.domain.clue import clue
from services.supervision.domain.commitment.decide import commitment
from services.supervision.domain.exclusion import exclusion
from services.supervision.domain.export import export
from services.supervision.domain.letter import letter
from services.supervision.domain.numbering import numbering
from services.supervision.domain.reminder import reminder
from services.supervision.domain.review import review
from services.supervision.domain.watch import watch
from services.supervision.lapsing import turn
from services.supervision.measures import overdue, warning
from services.supervision.reactions import intake, lapses, routing
from services.supervision.readmodels.assessment import ASSESSMENT
from services.supervision.readmodels.callbacks import CALLBACKS
from services.supervision.readmodels.cards import CARDS
from services.supervision.readmodels.clues import CLUES
from services.supervision.readmodels.commitments import COMMITMENTS
from services.supervision.readmodels.complaints import COMPLAINTS
from services.supervision.readmodels.dossier import ANSWERS, DOSSIER, LOOKED
from services.supervision.readmodels.exclusions import EXCLUSIONS
from services.supervision.readmodels.follow_ups import FOLLOW_UPS
from services.supervision.readmodels.letters import LETTERS
from services.supervision.readmodels.reminders import REMINDERS
from services.supervision.readmodels.reviewers import REVIEWERS
from services.supervision.readmodels.reviews import REVIEWS
from services.supervision.readmodels.watches import WATCHES
from services.supervision.web.routes import ROUTES
from services.supervision.web.sentences import SENTENCES
from shared.edge.entry import desk, every, on, the_house
from shared.eventlog.unit import Message
from shared.house.spec import Spec

SPEC = Spec(
    name="supervision",
    title="督导",
    folder=Path(__file__).parent,
    deciders=(callback, reminder, clue, review, card, letter, numbering, commitment, exclusion, watch, export),
    reactions=(*routing.REACTIONS, *intake.REACTIONS, *lapses.REACTIONS),
    readmodels=(
        *(CALLBACKS, REMINDERS, COMPLAINTS, FOLLOW_UPS, CARDS, LETTERS, COMMITMENTS),
        *(ASSESSMENT, EXCLUSIONS, WATCHES),
        *(CLUES, REVIEWS, REVIEWERS, DOSSIER, ANSWERS, LOOKED),
    ),
    routes=ROUTES,
    sentences=SENTENCES,
    background=turn,
    measures=(overdue, warning),
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
        """What was closed, what lapsed, what was complained of."""
        return self.house.handle(message)

    @every(5)
    def lapse(self) -> None:
        """Say what is overdue, and act on what lapsed."""
        turn(self.house)
