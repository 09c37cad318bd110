"""A jurisdiction's calendar as plain data → a `WorkingCalendar`."""

import re
from collections.abc import Mapping
from datetime import MAXYEAR, date, time
from typing import Any

from shared.calendar.hours import REST, Period, Periods, in_order
from shared.calendar.working import WorkingCalendar

KEYS = ("hours", "weekdays", "overrides", "complete_years")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
PERIOD = re.compile(rf"{CLOCK}-{CLOCK}")
EXAMPLE = "例如 [“09:00-12:00”, “14:30-17:30”]"


def calendar_from(content: Mapping[str, Any]) -> WorkingCalendar:
    """The calendar that `content` describes; ValueError with a sentence in Chinese for each fault, saying what to mend.

    - `hours` (needed): the opening periods of every working day, `["09:00-12:00", "14:30-17:30"]`, Asia/Shanghai;
    - `weekdays`: other periods for working days on that weekday, `{"friday": ["09:00-12:00", "14:30-17:00"]}`;
      Saturday's and Sunday's are those of make-up days;
    - `overrides`: `{"2027-02-05": "rest", "2027-02-20": "work", "2027-02-04": ["09:00-12:00"]}`: a rest day, a working
      day with its weekday's periods, a (half) working day with its own; each stands above chinesecalendar;
    - `complete_years`: `[2027]`: years that chinesecalendar does not know yet, and whose holidays and make-up days
      `overrides` names completely; without this the year warns, since one local override does not make it known.
    """
    faults = [f"不认识“{key}”，可用的是 {'、'.join(KEYS)}，请改正或删去" for key in content if key not in KEYS]
    hours = _periods("hours", content.get("hours"), faults)
    weekly = _weekly(_mapping("weekdays", content, faults), hours, faults)
    overrides = _overrides(_mapping("overrides", content, faults), weekly, faults)
    years = _years(content.get("complete_years", []), faults)
    if faults:
        raise ValueError("；".join(faults))
    return WorkingCalendar(weekly, overrides, years)


def _mapping(key: str, content: Mapping[str, Any], faults: list[str]) -> Mapping[str, Any]:
    value = content.get(key, {})
    if isinstance(value, Mapping):
        return value
    faults.append(f"“{key}”应为对照表（每行“名称: 内容”），现在是 {value!r}")
    return {}


def _weekly(named: Mapping[str, Any], hours: Periods, faults: list[str]) -> tuple[Periods, ...]:
    faults.extend(f"“weekdays”里不认识“{key}”，应为 {'、'.join(WEEKDAYS)}" for key in named if key not in WEEKDAYS)
    return tuple(_periods(f"weekdays.{key}", named[key], faults) if key in named else hours for key in WEEKDAYS)


def _overrides(
    named: Mapping[str, Any], weekly: tuple[Periods, ...], faults: list[str]
) -> tuple[tuple[date, Periods], ...]:
    days = [(_day(key, faults), f"overrides.{key}", value) for key, value in named.items()]
    read = [(day, _override(name, value, weekly[day.weekday()], faults)) for day, name, value in days if day]
    return tuple(sorted(read))


def _override(name: str, value: object, usual: Periods, faults: list[str]) -> Periods:
    if value == "rest":
        return REST
    if value == "work":
        return usual
    return _periods(name, value, faults, "应为 rest（休息）、work（上班）或开放时段列表")


def _day(text: str, faults: list[str]) -> date | None:
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != text:
        faults.append(f"“overrides”里“{text}”不是日期，应写作 2027-02-05")
        return None
    return day


def _years(value: object, faults: list[str]) -> frozenset[int]:
    if isinstance(value, list | tuple) and all(type(one) is int and 1 <= one <= MAXYEAR for one in value):
        return frozenset(value)
    faults.append(f"“complete_years”应为年份列表，例如 [2027]，现在是 {value!r}")
    return frozenset()


def _periods(name: str, value: object, faults: list[str], should: str = "应为开放时段列表") -> Periods:
    if not isinstance(value, list | tuple) or not value:
        faults.append(f"“{name}”{should}，{EXAMPLE}，现在是 {value!r}")
        return REST
    read = [_period(name, one, faults) for one in value]
    periods = tuple(one for one in read if one)
    if not in_order(periods):
        faults.append(f"“{name}”的时段应先开后关，按先后排列，互不重叠，现在是 {list(value)!r}")
    return periods


def _period(name: str, value: object, faults: list[str]) -> Period | None:
    found = PERIOD.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        faults.append(f"“{name}”里的时段应写作 09:00-12:00，现在是 {value!r}")
        return None
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
    return time(opens_hour, opens_minute), time(closes_hour, closes_minute)
