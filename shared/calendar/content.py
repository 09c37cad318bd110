"""A jurisdiction's calendar as plain data → a `WorkingCalendar`."""

import re
from collections.abc import Mapping
from datetime import MAXYEAR, date, time
from typing import Any

from shared.calendar.hours import REST, Period, Periods, in_order
from shared.calendar.working import WorkingCalendar

KEYS = ("zone", "opening", "days", "complete_years")
ZONE = "Asia/Shanghai"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NEEDED = WEEKDAYS[:5]
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
EXAMPLE = '[["09:00", "12:00"], ["14:30", "17:30"]]'


def calendar_from(content: Mapping[str, Any]) -> WorkingCalendar:
    """The calendar that `content` describes; ValueError with a sentence in Chinese for each fault, saying what to mend.

    - `opening` (needed): the periods of every working day, `[["09:00", "12:00"], ["14:30", "17:30"]]`, or of each
      weekday, `{"mon": [[…]], …, "fri": [[…]]}`; make-up days at the weekend have `sat` and `sun`, or else Monday's;
    - `days`: `{"2027-02-05": "rest", "2027-02-20": "work", "2027-02-04": [["09:00", "12:00"]]}`: a rest day, a working
      day with its weekday's periods, a (half) working day with its own; each stands above chinesecalendar;
    - `complete_years`: `[2027]`: years that chinesecalendar does not know yet, and whose holidays and make-up days
      `days` names completely; without this the year warns, since one local day does not make it known;
    - `zone`: `Asia/Shanghai`, the only one there is.
    """
    faults = [f"不认识“{key}”，可用的是 {'、'.join(KEYS)}，请改正或删去" for key in content if key not in KEYS]
    if content.get("zone", ZONE) != ZONE:
        faults.append(f"“zone”只能是 {ZONE}，现在是 {content['zone']!r}")
    weekly = _weekly(content.get("opening"), faults)
    overrides = _days(content.get("days", {}), weekly, faults)
    years = _years(content.get("complete_years", []), faults)
    if faults:
        raise ValueError("；".join(faults))
    return WorkingCalendar(weekly, overrides, years)


def _weekly(value: object, faults: list[str]) -> tuple[Periods, ...]:
    if not isinstance(value, Mapping):
        return (_periods("opening", value, faults),) * len(WEEKDAYS)
    faults.extend(f"“opening”里不认识“{key}”，应为 {'、'.join(WEEKDAYS)}" for key in value if key not in WEEKDAYS)
    faults.extend(f"“opening”缺少 {key}，请补上" for key in NEEDED if key not in value)
    read = {key: _periods(f"opening.{key}", value[key], faults) for key in WEEKDAYS if key in value}
    return tuple(read.get(key, read.get("mon", REST)) for key in WEEKDAYS)


def _days(value: object, weekly: tuple[Periods, ...], faults: list[str]) -> tuple[tuple[date, Periods], ...]:
    if not isinstance(value, Mapping):
        faults.append(f"“days”应为对照表（每行“日期: rest、work 或时段”），现在是 {value!r}")
        return ()
    read = [(_date(key, faults), key, special) for key, special in value.items()]
    return tuple(sorted((day, _special(key, one, weekly[day.weekday()], faults)) for day, key, one in read if day))


def _special(day: str, value: object, usual: Periods, faults: list[str]) -> Periods:
    if value == "rest":
        return REST
    if value == "work":
        return usual
    return _periods(f"days.{day}", value, faults, "应为 rest（休息）、work（上班）或当天的时段，")


def _date(text: object, faults: list[str]) -> date | None:
    try:
        day = date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        faults.append(f"“days”里“{text}”不是日期，应写作 2027-02-05")
        return None
    return day


def _years(value: object, faults: list[str]) -> frozenset[int]:
    if isinstance(value, list | tuple) and all(type(one) is int and 1 <= one <= MAXYEAR for one in value):
        return frozenset(value)
    faults.append(f"“complete_years”应为年份列表，例如 [2027]，现在是 {value!r}")
    return frozenset()


def _periods(name: str, value: object, faults: list[str], should: str = "应为时段列表，") -> Periods:
    read = [_period(one) for one in value] if isinstance(value, list | tuple) else []
    periods = tuple(one for one in read if one)
    if not periods or len(periods) != len(read):
        faults.append(f"“{name}”{should}例如 {EXAMPLE}，现在是 {value!r}")
    elif not in_order(periods):
        faults.append(f"“{name}”的时段应先开后关、按先后排列、互不重叠，现在是 {value!r}")
    return periods


def _period(value: object) -> Period | None:
    match value:
        case [str(opens), str(closes)] if CLOCK.fullmatch(opens) and CLOCK.fullmatch(closes):
            return time.fromisoformat(opens), time.fromisoformat(closes)
    return None
