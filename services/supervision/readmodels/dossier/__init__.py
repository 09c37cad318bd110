"""The dossier: what the rules over the record look at of each case, for the discipline room alone."""

from services.supervision.readmodels.dossier.answers import ANSWERS
from services.supervision.readmodels.dossier.apply import DOSSIER
from services.supervision.readmodels.dossier.looked import LOOKED

__all__ = ["ANSWERS", "DOSSIER", "LOOKED"]
