"""Which transfers, instructions, meetings and escalations there are, and what each waits for by when."""

from services.routing.readmodels.matters.apply import SAID
from services.routing.readmodels.matters.tables import concerned, matters
from shared.eventlog.readmodel import ReadModel

MATTERS = ReadModel("matters", (matters, concerned), said=SAID)
