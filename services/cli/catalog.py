"""The services there are, in the order in which a case goes round."""

from services.identity import main as identity
from services.intake import main as intake
from services.ledger import main as ledger
from services.notify import main as notify
from services.routing import main as routing
from services.supervision import main as supervision

SERVICES = (identity, intake, routing, supervision, notify, ledger)
