"""Working time: when a limit ends. Pure; knows only the standard library and chinesecalendar.

The definitions (tests/unit/calendar has them as worked examples):

- A *working day* is what the jurisdiction's overrides say, else what chinesecalendar says (with make-up days, 调休),
  else, in a year that neither knows, Monday to Friday; `unknown_years` is the warning to show.
- `WORKING_DAYS` N: the starting day is not counted, whatever day and hour it is; due at the closing time of the
  Nth working day after it. A half day that is open in the morning alone is a working day and closes at noon.
- `WORKING_HALF_DAYS` N ("0.5 working days" is one half day): a day's first opening period is one half, all its later
  periods are the other; the half that is running at the start is not counted; due at the closing of the Nth after it.
  A day with one period only has one half; continuous opening is written as two periods that touch.
- `WORKING_HOURS`, `WORKING_MINUTES`: open time alone counts, to the microsecond; what starts outside opening hours
  starts at the next opening; an end that falls on a closing time stays there.
- `HOURS`, `MINUTES`, `CALENDAR_DAYS` (24 hours each) run through nights, rest days and holidays. So N calendar days
  end at the same time of day as they began: everyone has the same time, at whatever hour they were received.
- An opening period holds its opening instant but not its closing one; a deed at the due time is in time.
- A pause keeps what is unspent: whole working days or half days (the running one is spent), or the exact open or
  elapsed time. An extension counts from the due time: five working days extended by three are eight.
"""

from shared.calendar.content import calendar_from
from shared.calendar.hours import Period, Periods
from shared.calendar.span import WORKING, Measure, Remaining, Span
from shared.calendar.working import WorkingCalendar

__all__ = ["WORKING", "Measure", "Period", "Periods", "Remaining", "Span", "WorkingCalendar", "calendar_from"]
