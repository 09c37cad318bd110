"""Each appeal as its asker, its source and the accepting desk see it: what was said, and how far it is."""

from services.intake.readmodels.appeals.apply import HEARD, LOOKED_AT, SAID
from services.intake.readmodels.appeals.query import (
    answer_delays,
    answered,
    cases_of,
    counts,
    of_asker,
    of_case,
    of_feed,
    of_source,
    waiting,
)
from services.intake.readmodels.appeals.tables import CLOSED, ENDED, Row, appeals
from shared.eventlog.readmodel import ReadModel, by_subject

__all__ = [
    "APPEALS",
    "CLOSED",
    "ENDED",
    "Row",
    "answer_delays",
    "answered",
    "appeals",
    "cases_of",
    "counts",
    "of_asker",
    "of_case",
    "of_feed",
    "of_source",
    "waiting",
]
APPEALS = ReadModel("appeals", (appeals,), SAID, HEARD, version=2, foresee=by_subject(appeals, LOOKED_AT))
