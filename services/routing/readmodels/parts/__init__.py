"""Supporting parts: one row per case and supporting unit, of the latest round; what each waits for and by when."""

from services.routing.readmodels.parts.apply import SAID
from services.routing.readmodels.parts.tables import parts
from shared.eventlog.readmodel import ReadModel

PARTS = ReadModel("parts", (parts,), said=SAID)
