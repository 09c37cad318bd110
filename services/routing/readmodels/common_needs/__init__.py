"""Which common needs there are, how each stands, and which cases belong to it."""

from services.routing.readmodels.common_needs.apply import SAID
from services.routing.readmodels.common_needs.tables import common_needs
from shared.eventlog.readmodel import ReadModel

COMMON_NEEDS = ReadModel("common_needs", (common_needs,), said=SAID)
