"""The cases whose due times stand in due_times.csv: what happens, not when it is due.

A line: received | limit | special days | what happens to it. Times are those of the wall in Hailar.
"""

from collections.abc import Mapping

HALF_DAYS = "2026-02-13 09:00-12:00; 2025-12-31 09:00-12:00; 2026-11-25 14:30-17:30"
LOCAL = "2026-11-27 rest; 2026-08-15 10:00-15:00; 2026-07-06 rest"

HOLIDAYS = """
2024-02-08 16:30 2024-02-09 23:59 2024-02-12 10:00 2024-02-04 15:00 2024-02-18 11:00
2024-04-03 17:29 2024-04-05 09:00 2024-04-07 16:00 2024-04-30 16:30 2024-05-03 12:00 2024-05-11 15:00
2024-06-07 17:30 2024-06-10 08:59 2024-09-13 23:59 2024-09-14 16:59 2024-09-16 10:00 2024-09-30 15:00
2024-10-03 03:00 2024-10-12 17:00
2025-01-27 17:00 2025-01-30 10:00 2025-01-26 11:59 2025-02-08 12:00 2025-04-03 16:30 2025-04-27 14:30
2025-04-30 23:59 2025-05-04 10:00 2025-05-30 17:29 2025-06-01 00:00 2025-09-28 09:00 2025-09-30 17:30
2025-10-05 23:59 2025-10-11 15:00
2026-01-04 17:00 2026-02-14 17:29 2026-02-17 10:00 2026-02-28 11:30 2026-04-03 14:29 2026-04-06 23:59
2026-04-30 09:00 2026-05-02 08:00 2026-05-09 16:30 2026-06-18 15:30 2026-06-20 12:00 2026-09-20 10:00
2026-09-24 17:00 2026-09-26 10:00 2026-09-30 12:00 2026-10-04 00:00 2026-10-10 17:30
"""
"""Received around a holiday, or on a make-up day."""
TURNS = (
    *("1 working_half_days", "1 working_days", "3 working_days", "5 working_days", "2 working_hours"),
    *("15 working_days", "30 working_minutes", "25 working_days"),
)
"""Each of these times has two of the limits, in turn."""

CLOCK = "00:00 08:00 08:59 09:00 11:59 12:00 13:00 14:29 14:30 17:29 17:30 23:59"
AT_EDGES = ("1 working_half_days", "1 working_days", "1 working_minutes", "1 working_hours")
EDGE_DAY = "2026-11-24"

OTHERS: Mapping[str, str] = {
    "rest day": """
2026-11-28 10:00 | 1 working_days
2026-11-28 23:59 | 1 working_half_days
2026-11-29 23:59 | 1 working_days
2026-11-29 03:00 | 90 working_minutes
2026-11-29 12:00 | 5 working_days
2026-08-16 17:30 | 3 working_half_days
2026-08-15 09:00 | 10 working_days
""",
    "night": """
2026-11-24 00:01 | 3 working_days
2026-11-24 03:00 | 2 working_hours
2026-11-27 23:59 | 1 working_half_days
2026-11-27 22:00 | 1 working_days
2026-11-26 23:59 | 60 working_minutes
2026-11-30 05:59 | 1 working_half_days
""",
    "across years": """
2024-12-31 23:59 | 1 working_days
2024-12-30 10:00 | 3 working_days
2024-12-31 17:00 | 1 working_hours
2024-12-31 15:00 | 1 working_half_days
2025-12-31 23:59 | 1 working_days
2025-12-31 16:30 | 3 working_hours
2025-12-26 10:00 | 5 working_days
2025-12-29 10:00 | 25 working_days
2025-12-31 14:30 | 1 working_half_days
2025-12-20 10:00 | 30 calendar_days
2025-12-31 23:59 | 1 hours
2025-12-31 23:45 | 30 minutes
2026-12-31 23:59 | 3 working_days
2026-12-30 17:30 | 1 working_half_days
""",
    "urgent": """
2026-11-28 23:59 | 30 minutes
2026-11-24 17:29 | 30 minutes
2026-10-03 02:00 | 30 minutes
2026-11-24 11:45 | 30 minutes
2026-11-27 17:20 | 1 hours
2026-02-15 23:30 | 1 hours
2026-11-24 08:59 | 1 hours
2026-09-30 17:30 | 24 hours
2026-02-14 12:00 | 24 hours
2026-11-24 23:59 | 24 hours
2024-02-28 12:00 | 24 hours
2026-10-01 00:00 | 2 hours
""",
    "calendar days": """
2026-09-30 08:00 | 3 calendar_days
2026-11-27 10:00 | 1 calendar_days
2026-11-24 00:00 | 1 calendar_days
2026-02-13 17:30 | 7 calendar_days
2026-02-01 10:00 | 180 calendar_days
2024-02-28 10:00 | 2 calendar_days
2025-02-28 23:59 | 1 calendar_days
2026-10-01 12:00 | 15 calendar_days
""",
    "half days and local days": f"""
2026-02-12 10:00 | 1 working_days | {HALF_DAYS}
2026-02-12 15:00 | 1 working_half_days | {HALF_DAYS}
2026-02-13 10:00 | 1 working_half_days | {HALF_DAYS}
2026-02-13 12:00 | 1 working_half_days | {HALF_DAYS}
2026-02-13 11:30 | 1 working_hours | {HALF_DAYS}
2026-02-12 16:00 | 5 working_hours | {HALF_DAYS}
2026-02-10 09:00 | 5 working_days | {HALF_DAYS}
2025-12-31 11:59 | 2 working_minutes | {HALF_DAYS}
2025-12-30 10:00 | 1 working_days | {HALF_DAYS}
2025-12-30 15:00 | 2 working_half_days | {HALF_DAYS}
2026-11-24 15:00 | 1 working_half_days | {HALF_DAYS}
2026-11-25 09:30 | 1 working_minutes | {HALF_DAYS}
2026-11-25 08:00 | 1 working_half_days | {HALF_DAYS}
2026-11-24 17:00 | 2 working_hours | {HALF_DAYS}
2026-11-26 10:00 | 1 working_days | {LOCAL}
2026-11-26 17:00 | 1 working_hours | {LOCAL}
2026-11-27 10:00 | 1 working_half_days | {LOCAL}
2026-08-14 10:00 | 1 working_days | {LOCAL}
2026-08-14 17:00 | 2 working_hours | {LOCAL}
2026-08-15 10:00 | 5 working_hours | {LOCAL}
2026-08-15 09:00 | 1 working_half_days | {LOCAL}
2026-07-03 16:00 | 2 working_days | {LOCAL}
2026-11-26 10:00 | 24 hours | {LOCAL}
""",
    "pause": f"""
2026-11-23 10:00 | 5 working_days | | 2026-11-25 10:00 pause; 2026-12-07 10:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-23 11:00 pause; 2026-12-07 10:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-28 11:00 pause; 2026-12-05 10:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-27 11:00 pause; 2026-12-02 23:59 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-24 08:00 pause; 2026-11-24 18:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-30 08:00 pause; 2026-12-01 09:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-30 16:00 pause; 2026-12-01 18:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-30 16:00 pause; 2026-12-05 10:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-25 23:59 pause; 2026-11-26 00:00 resume
2026-09-28 10:00 | 3 working_days | | 2026-09-29 10:00 pause; 2026-10-03 10:00 resume
2026-09-28 10:00 | 5 working_days | | 2026-09-30 18:00 pause; 2026-10-08 08:00 resume
2026-09-21 10:00 | 15 working_days | | 2026-09-24 17:00 pause; 2026-10-09 10:00 resume
2026-02-11 10:00 | 5 working_days | | 2026-02-14 10:00 pause; 2026-02-24 09:00 resume
2026-02-10 10:00 | 15 working_days | | 2026-02-13 17:00 pause; 2026-02-28 08:00 resume
2025-12-29 10:00 | 3 working_days | | 2025-12-30 10:00 pause; 2026-01-01 10:00 resume
2025-12-29 10:00 | 10 working_days | | 2025-12-31 16:00 pause; 2026-06-29 16:00 resume
2026-11-23 10:00 | 3 working_half_days | | 2026-11-23 15:00 pause; 2026-11-25 10:00 resume
2026-11-23 10:00 | 3 working_half_days | | 2026-11-23 13:00 pause; 2026-11-25 13:00 resume
2026-11-23 10:00 | 3 working_half_days | | 2026-11-24 08:30 pause; 2026-11-26 08:30 resume
2026-11-23 10:00 | 1 working_half_days | | 2026-11-23 16:00 pause; 2026-11-28 16:00 resume
2026-11-23 10:00 | 4 working_hours | | 2026-11-23 11:00 pause; 2026-11-24 16:30 resume
2026-11-23 16:00 | 4 working_hours | | 2026-11-24 08:00 pause; 2026-11-24 08:30 resume
2026-11-23 11:00 | 90 working_minutes | | 2026-11-23 13:00 pause; 2026-11-28 22:00 resume
2026-09-30 16:00 | 12 working_hours | | 2026-10-02 10:00 pause; 2026-10-09 11:00 resume
2026-11-23 10:00 | 24 hours | | 2026-11-23 20:00 pause; 2026-11-29 20:00 resume
2026-11-23 10:00 | 10 calendar_days | | 2026-11-24 10:00 pause; 2026-12-24 12:00 resume
2026-11-23 10:00 | 30 minutes | | 2026-11-23 10:10 pause; 2026-11-23 23:50 resume
2026-02-11 10:00 | 3 working_days | {HALF_DAYS} | 2026-02-13 11:00 pause; 2026-02-25 10:00 resume
2026-02-12 10:00 | 4 working_half_days | {HALF_DAYS} | 2026-02-13 10:00 pause; 2026-02-24 15:00 resume
2026-02-12 16:00 | 6 working_hours | {HALF_DAYS} | 2026-02-13 11:00 pause; 2026-02-14 11:00 resume
""",
    "several pauses": f"""
2026-11-23 10:00 | 5 working_days | | 2026-11-24 10:00 pause; 2026-11-26 10:00 resume; 2026-11-27 18:00 pause; 2026-12-02 10:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-23 11:00 pause; 2026-11-24 10:00 resume; 2026-11-24 11:00 pause; 2026-11-25 10:00 resume
2026-09-22 10:00 | 10 working_days | | 2026-09-24 10:00 pause; 2026-09-28 10:00 resume; 2026-09-30 10:00 pause; 2026-10-10 10:00 resume
2026-11-23 10:00 | 6 working_hours | | 2026-11-23 11:00 pause; 2026-11-23 15:00 resume; 2026-11-23 16:00 pause; 2026-11-30 12:00 resume
2026-11-23 10:00 | 4 working_half_days | | 2026-11-23 11:00 pause; 2026-11-23 18:00 resume; 2026-11-24 13:00 pause; 2026-11-26 08:00 resume
2026-11-23 10:00 | 48 hours | | 2026-11-23 12:00 pause; 2026-11-24 12:00 resume; 2026-11-25 00:00 pause; 2026-11-30 00:00 resume
2025-12-30 09:00 | 5 working_days | {HALF_DAYS} | 2025-12-31 10:00 pause; 2026-01-04 10:00 resume; 2026-01-06 10:00 pause; 2026-01-09 10:00 resume
2026-04-29 10:00 | 5 working_days | | 2026-04-30 10:00 pause; 2026-05-01 10:00 resume; 2026-05-09 10:00 pause; 2026-05-10 10:00 resume
""",
    "extension": f"""
2026-11-23 10:00 | 5 working_days | | 2026-11-27 10:00 extend 3 working_days
2026-11-23 10:00 | 5 working_days | | 2026-11-27 10:00 extend 3 working_days; 2026-12-02 10:00 extend 3 working_days
2026-11-23 10:00 | 5 working_days | | 2026-11-24 10:00 extend 3 working_days; 2026-11-25 10:00 extend 3 working_days; 2026-11-26 10:00 extend 3 working_days
2026-09-21 10:00 | 5 working_days | | 2026-09-24 10:00 extend 3 working_days
2026-09-23 10:00 | 5 working_days | | 2026-09-30 17:00 extend 3 working_days
2026-02-06 10:00 | 5 working_days | | 2026-02-12 10:00 extend 3 working_days
2025-12-24 10:00 | 5 working_days | | 2025-12-30 10:00 extend 3 working_days
2026-11-23 10:00 | 3 working_half_days | | 2026-11-24 10:00 extend 1 working_half_days
2026-11-23 10:00 | 4 working_hours | | 2026-11-23 15:00 extend 2 working_hours
2026-11-27 15:00 | 4 working_hours | | 2026-11-28 15:00 extend 4 working_hours
2026-11-23 10:00 | 24 hours | | 2026-11-24 09:00 extend 24 hours
2026-11-27 10:00 | 24 hours | | 2026-11-27 12:00 extend 3 working_days
2026-11-24 00:00 | 24 hours | | 2026-11-24 12:00 extend 1 working_days
2026-11-24 10:00 | 24 hours | | 2026-11-24 12:00 extend 1 working_half_days
2026-11-27 10:00 | 7 calendar_days | | 2026-12-01 12:00 extend 3 calendar_days
2026-02-09 10:00 | 3 working_days | {HALF_DAYS} | 2026-02-11 10:00 extend 3 working_days
2026-11-23 10:00 | 3 working_days | {LOCAL} | 2026-11-24 10:00 extend 3 working_days
""",
    "pause and extension": f"""
2026-11-23 10:00 | 5 working_days | | 2026-11-24 10:00 extend 3 working_days; 2026-11-25 10:00 pause; 2026-12-07 10:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-25 10:00 pause; 2026-11-26 10:00 extend 3 working_days; 2026-12-07 10:00 resume
2026-11-23 10:00 | 2 working_days | | 2026-11-25 10:00 pause; 2026-11-26 10:00 extend 3 working_days; 2026-12-05 10:00 resume
2026-11-23 10:00 | 2 working_days | | 2026-11-24 10:00 extend 3 working_days; 2026-11-25 10:00 pause; 2026-12-05 10:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-25 10:00 pause; 2026-12-07 10:00 resume; 2026-12-08 10:00 extend 3 working_days
2026-09-22 10:00 | 5 working_days | | 2026-09-24 10:00 pause; 2026-09-28 10:00 extend 3 working_days; 2026-09-30 10:00 resume
2026-11-23 10:00 | 4 working_hours | | 2026-11-23 11:00 pause; 2026-11-23 12:00 extend 2 working_hours; 2026-11-24 16:30 resume
2026-11-23 10:00 | 24 hours | | 2026-11-23 20:00 pause; 2026-11-24 20:00 extend 24 hours; 2026-11-29 20:00 resume
2026-11-23 10:00 | 3 working_half_days | | 2026-11-24 10:00 pause; 2026-11-24 11:00 extend 1 working_half_days; 2026-11-26 10:00 resume
2026-11-23 10:00 | 5 working_days | | 2026-11-24 08:00 pause; 2026-11-24 12:00 extend 3 working_days; 2026-11-25 08:00 resume; 2026-11-30 10:00 pause; 2026-12-04 10:00 resume
2025-12-29 10:00 | 3 working_days | {HALF_DAYS} | 2025-12-31 13:00 pause; 2026-01-01 10:00 extend 3 working_days; 2026-01-03 10:00 resume
2026-02-11 10:00 | 2 working_days | {HALF_DAYS} | 2026-02-13 11:00 pause; 2026-02-14 10:00 extend 3 working_days; 2026-02-20 10:00 resume
""",
}
"""By what they cover."""
