"""What the assessment remembers of each case: its milestones, codes and times alone. Figures are made when asked."""

from services.supervision.readmodels.assessment.apply import HEARD, SAID
from services.supervision.readmodels.assessment.tables import assessed_cases, milestones
from shared.eventlog.readmodel import ReadModel

ASSESSMENT = ReadModel("assessment", (milestones, assessed_cases), said=SAID, heard=HEARD, version=2)
