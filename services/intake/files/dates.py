"""Times as feeds write them; one without a zone is Asia/Shanghai. Pure. Nothing is guessed: `9/11/2019` is refused."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from shared.kernel.times import SHANGHAI

WRITTEN = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:\s*(?:星期|周)[一二三四五六日天])?"
    r"(?:(?:\s*T|\s*)(?P<half>上午|下午|[AP]M)?\s*(?P<hour>\d{1,2})\s*[:时点]\s*(?:(?P<minute>\d{1,2})\s*分?"
    r"(?:\s*:?\s*(?P<second>\d{1,2})(?:\.(?P<part>\d{1,9}))?\s*秒?)?)?"
    r"(?:\s+(?P<after>[AP]M))?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
EARLIEST, LATEST = datetime(1900, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001 -- bounds of a local wall clock
EXCEL_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 -- a serial has no zone
MAC_DAY_ZERO = datetime(1904, 1, 1)  # noqa: DTZ001 -- a serial has no zone
SERIALS = (20_000, 80_000)  # 1954 to 2119: a bare number outside is no date but a year, an amount, an id


def moment(text: str) -> datetime:
    """The time written in `text`, in UTC. ValueError if it is none, or not one that exists."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    found = WRITTEN.fullmatch(plain.strip())
    if found is None:
        return bare_number(plain.strip())
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    part = int((found["part"] or "0").ljust(6, "0")[:6])
    local = datetime(year, month, day, hour(found), int(found["minute"] or 0), int(found["second"] or 0), part)  # noqa: DTZ001 -- its zone comes next
    return zoned(local, found["zone"])


def hour(found: re.Match[str]) -> int:
    """The hour of the day, 0-23, from a clock of 12 or 24 hours. ValueError for 下午 and 13 or more with 上午."""
    said = int(found["hour"] or 0)
    half = (found["half"] or found["after"] or "").upper()
    if half in {"下午", "PM"}:
        return said + 12 if said < 12 else said
    if half in {"上午", "AM"} and said > 12:
        raise ValueError("an hour before noon is at most 12")
    return 0 if half in {"上午", "AM"} and said == 12 else said


def zoned(local: datetime, zone: str | None = None) -> datetime:
    """The wall-clock time in its zone (`Z`, `+0800`, `+08:00`; none is Asia/Shanghai), as UTC."""
    if not EARLIEST <= local < LATEST:
        raise ValueError("no order was ever written then")
    if zone is None:
        return local.replace(tzinfo=SHANGHAI).astimezone(UTC)
    return datetime.fromisoformat(local.isoformat() + zone.upper()).astimezone(UTC)


def bare_number(text: str) -> datetime:
    """`20190911`, `20190911100428`, or the serial of a spreadsheet's day (`43719.42`). ValueError otherwise."""
    if found := COMPACT.fullmatch(text):
        return zoned(datetime(*(int(part or 0) for part in found.groups())))  # type: ignore[arg-type]  # noqa: DTZ001 -- zoned at once
    if SERIAL.fullmatch(text) and SERIALS[0] <= float(text) <= SERIALS[1]:
        return zoned(from_serial(float(text)))
    raise ValueError("not a time")


def from_serial(serial: float, day_zero: datetime = EXCEL_DAY_ZERO) -> datetime:
    """A spreadsheet's day number as a wall-clock time, to the millisecond. ValueError beyond the calendar.

    The 1900 system counts a 29 February 1900 that never was, so its first sixty days are one off.
    """
    days = serial + 1 if day_zero == EXCEL_DAY_ZERO and serial < 60 else serial
    try:
        return day_zero + timedelta(milliseconds=round(days * 86_400_000))
    except OverflowError as beyond:
        raise ValueError("beyond the calendar") from beyond
