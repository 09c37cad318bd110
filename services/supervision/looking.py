"""What early warning sees now: read here, judged beside the committing greenthreads. For pages, API and metrics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.period import day_of
from services.supervision.domain.assessment.row import Row as Handling
from services.supervision.domain.warning.risks import Risk, risks
from services.supervision.domain.warning.surges import WINDOW, Arrival, Surge, surges
from services.supervision.domain.watch import Criteria
from services.supervision.readmodels import watches
from services.supervision.readmodels.assessment import query
from services.supervision.readmodels.watches import CRITERIA, Row
from shared.house.house import House
from shared.kernel.times import midnight


@dataclass(frozen=True, slots=True)
class Warnings:
    """What there is to look at now."""

    surges: Sequence[Surge]
    risks: Sequence[Risk]
    watched: Sequence[Row]


def warnings_at(house: House, at: datetime, own: str = "") -> Warnings:
    """Now, of one unit or ("") of all; a unit sees no surges and no watch list, only its cases."""
    since = midnight(day_of(at) - timedelta(days=WINDOW))
    with house.engine.connect() as connection:
        open_ = query.open_cases(connection, at)
        arrived = [] if own else query.received_since(connection, since, at)
        watched = watches.listed(connection)
    rules = house.rulebook.current

    def look() -> Warnings:
        criteria = [criteria_of(row) for row in watched]
        found = [one for one in risks(rows_of(open_, at), criteria, at, rules) if own in ("", one.row.unit)]
        return Warnings(surges(arrivals(rows_of(arrived, at)), day_of(at)), found, [] if own else watched)

    looked: Warnings = house.world.offload(look)
    return looked


def arrivals(rows: Iterable[Handling]) -> list[Arrival]:
    """One for each case received."""
    return [Arrival(day_of(row.received_at), row.catalogue, row.place) for row in rows if row.first and row.received_at]


def criteria_of(row: Row) -> Criteria:
    """What a row of the watch list watches."""
    return Criteria(row["case_no"], *(row[name] for name in CRITERIA))
