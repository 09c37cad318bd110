"""Quiet hours and the times of the digest, across midnight, rest days and their own ends."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from shared.calendar import WorkingCalendar
from shared.kernel.times import SHANGHAI
from shared.rules.rules import Rules, RulesInvalid, rules_from
from shared.rules.telling import Digest, Quiet

NIGHT = Quiet(time(21), time(8), ("sms",))
LUNCH = Quiet(time(12), time(14, 30), ("sms",))
TIMES = Digest((time(8, 30), time(11, 30), time(14, 30), time(17)))
CALENDAR = WorkingCalendar(overrides=((date(2026, 11, 26), ((time(9), time(12)),)),))


def local(day: int, hour: int, minute: int = 0, **more: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI, **more)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (local(24, 20, 59, second=59), None),
        (local(24, 21), local(25, 8)),
        (local(24, 23, 59, second=59), local(25, 8)),
        (local(25, 0), local(25, 8)),
        (local(25, 7, 59, second=59, microsecond=999_999), local(25, 8)),
        (local(25, 8), None),
        (local(25, 12), None),
    ],
)
def test_a_night_is_quiet_from_its_beginning_to_just_before_its_end(at: datetime, until: datetime | None) -> None:
    assert NIGHT.until(at) == until
    assert NIGHT.until(at.astimezone(UTC)) == until
    assert NIGHT.holding(at) == (("sms",) if until else ())


@pytest.mark.parametrize(
    ("at", "until"),
    [(local(24, 11, 59), None), (local(24, 12), local(24, 14, 30)), (local(24, 14, 30), None), (local(24, 0), None)],
)
def test_quiet_hours_may_lie_within_one_day(at: datetime, until: datetime | None) -> None:
    assert LUNCH.until(at) == until


def test_without_hours_nothing_is_quiet() -> None:
    assert Quiet().until(local(24, 0)) is None


@examples(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_end_of_quiet_hours_is_ahead_and_not_quiet_itself(at: datetime) -> None:
    until = NIGHT.until(at)
    if until is not None:
        assert timedelta(0) < until - at <= timedelta(hours=11)
        assert NIGHT.until(until) is None


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (local(24, 0), local(24, 8, 30)),
        (local(24, 8, 30), local(24, 8, 30)),
        (local(24, 8, 30, microsecond=1), local(24, 11, 30)),
        (local(24, 17, 0, second=1), local(25, 8, 30)),
        (local(25, 17, 0, second=1), local(26, 8, 30)),
        (local(26, 11, 31), local(27, 8, 30)),
        (local(27, 18), local(30, 8, 30)),
        (local(28, 9), local(30, 8, 30)),
    ],
)
def test_a_digest_comes_at_the_next_of_its_times_on_a_working_day(at: datetime, told: datetime) -> None:
    assert TIMES.after(at, CALENDAR) == told


def test_without_times_nothing_is_gathered() -> None:
    assert Digest().after(local(24, 9), CALENDAR) is None


def test_hailar_says_when_to_tell(hailar: Rules) -> None:
    assert (hailar.quiet, hailar.digest) == (NIGHT, TIMES)
    at_once = {code for code, one in hailar.templates.items() if code.startswith("unit.") and not one.digest}
    assert {"unit.instructed", "unit.digest", "unit.letter"} <= at_once
    assert "unit.dispatched" not in at_once


@pytest.mark.parametrize(
    ("key", "content", "named"),
    [
        ("quiet", {"begins": "9pm", "ends": "08:00"}, "9pm"),
        ("quiet", {"begins": "24:00", "ends": "08:00"}, "24:00"),
        ("quiet", {"from": "21:00"}, "from"),
        ("digest", {"times": ["11:30", "08:30"]}, "从早到晚"),
        ("digest", {"times": ["08:61"]}, "08:61"),
    ],
)
def test_a_time_that_is_none_is_told_by_its_entry(parts: dict[str, Any], key: str, content: Any, named: str) -> None:
    parts["templates"][key] = content
    with pytest.raises(RulesInvalid, match=named):
        rules_from(parts)


def test_a_templates_version_changes_with_its_words_and_nothing_else(parts: dict[str, Any], hailar: Rules) -> None:
    parts["templates"]["templates"]["unit.card"]["text"] += "请重视。"
    changed = rules_from(parts)
    assert changed.templates["unit.card"].hash != hailar.templates["unit.card"].hash
    assert changed.templates["unit.letter"].hash == hailar.templates["unit.letter"].hash
    assert changed.hashes["templates"] != hailar.hashes["templates"]
