"""Requests for more time that wait for the dispatch desk: one row per case and unit, of the latest request."""

from services.routing.readmodels.extensions.tables import SAID, extensions
from shared.eventlog.readmodel import ReadModel

EXTENSIONS = ReadModel("extensions", (extensions,), said=SAID)
