"""ledger 总账: wiring only."""

from pathlib import Path

from werkzeug.wrappers import Request, Response

from services.ledger.domain.alarm import alarm
from services.ledger.domain.export import export
from services.ledger.domain.seal import seal
from services.ledger.domain.signing_key import signing_key
from services.ledger.keeping import Keeper
from services.ledger.measures import kept, tree, witnesses
from services.ledger.readmodels.audits import AUDITS
from services.ledger.readmodels.cases import CASES
from services.ledger.readmodels.rule_versions import RULE_VERSIONS
from services.ledger.tree.sequencer import ask_witnesses, sequence
from services.ledger.tree.tables import TABLES
from services.ledger.web.routes import ROUTES
from services.ledger.web.sentences import SENTENCES
from shared.edge.entry import desk, every, on, the_house
from shared.eventlog.unit import Message
from shared.house.spec import Spec

SPEC = Spec(
    name="ledger",
    title="总账",
    folder=Path(__file__).parent,
    deciders=(alarm, seal, signing_key, export),
    readmodels=(CASES, RULE_VERSIONS, AUDITS),
    tables=TABLES,
    routes=ROUTES,
    sentences=SENTENCES,
    hears_all=True,
    needs_rules=False,
    listen=Keeper,
    background=sequence,
    measures=(kept, tree, witnesses),
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

    @every(1)
    def sequence(self) -> None:
        """Take what was kept into the tree."""
        sequence(self.house)

    @every(1)
    def ask(self) -> None:
        """Ask the witnesses to cosign the newest checkpoint."""
        ask_witnesses(self.house)
