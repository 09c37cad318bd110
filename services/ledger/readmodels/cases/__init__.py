"""The case index: number, state, unit and timeline of every case, now and as of any recorded time."""

from services.ledger.readmodels.cases.apply import foresee, noted
from services.ledger.readmodels.cases.story import refold
from services.ledger.readmodels.cases.tables import case_entries, case_memory, cases
from shared.eventlog.readmodel import ReadModel

CASES = ReadModel(
    "cases", (cases, case_entries, case_memory), heard={("*", "*"): noted}, mend=refold, version=3, foresee=foresee
)
