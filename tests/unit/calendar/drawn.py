"""What hypothesis draws: times around holidays, limits, calendars."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from shared.calendar import Measure, Span
from tests.unit.calendar.local import PLAIN, SHANGHAI, SPECIAL

MOST = {
    Measure.WORKING_HALF_DAYS: 40,
    Measure.WORKING_DAYS: 30,
    Measure.WORKING_HOURS: 40,
    Measure.WORKING_MINUTES: 1200,
    Measure.CALENDAR_DAYS: 200,
    Measure.HOURS: 100,
    Measure.MINUTES: 5000,
}
WORKING = [measure for measure in Measure if measure.value.startswith("working")]
EDGES = ["00:00", "08:59", "09:00", "11:59", "12:00", "14:29", "14:30", "17:29", "17:30", "23:59"]
"""The minutes at which such reckonings go wrong."""

FIRST, LAST = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2026-12-31 23:59")
UNKNOWN = datetime.fromisoformat("2028-12-31")

edges = st.builds(
    lambda day, clock: datetime.fromisoformat(f"{day:%Y-%m-%d} {clock}"),
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.sampled_from(EDGES),
)
minutes = st.datetimes(FIRST, LAST).map(lambda moment: moment.replace(second=0, microsecond=0))
naive = st.one_of(edges, minutes)
"""Whole minutes of 2024-2026, as they stand on the wall."""

starts = st.one_of(naive, st.datetimes(FIRST, UNKNOWN)).map(lambda moment: moment.replace(tzinfo=SHANGHAI))
"""Any time, to the microsecond, also in years that nobody announced."""

calendars = st.sampled_from([PLAIN, SPECIAL])
lengths = st.timedeltas(timedelta(0), timedelta(days=60))


@st.composite
def spans(draw: st.DrawFn, measures: list[Measure] | None = None) -> Span:
    """A limit of some weeks at most."""
    measure = draw(st.sampled_from(measures or list(Measure)))
    return Span(draw(st.integers(1, MOST[measure])), measure)
