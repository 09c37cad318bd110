import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from shared.web import display
from shared.web.display import Due, day, due, span, when
from shared.web.steps import STEPS
from shared.web.words import WORDS, word

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)  # Tuesday, 09:30 in Shanghai


def weekday(one: date) -> bool:
    return one.weekday() < 5


def test_times_are_shown_in_shanghai() -> None:
    assert when(NOW) == "2026-11-24 09:30"
    assert when(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "2027-01-01 00:00"
    assert day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "2027-01-01"
    assert when(None) == day(None) == "—"


@pytest.mark.parametrize(
    ("left", "text", "state"),
    [
        (timedelta(0), "还剩 不到 1 分钟", "soon"),
        (timedelta(minutes=45), "还剩 45 分钟", "soon"),
        (timedelta(hours=3, minutes=20), "还剩 3 小时 20 分", "soon"),
        (timedelta(days=1, hours=8), "还剩 1 个工作日", "soon"),
        (timedelta(days=2, hours=8), "还剩 2 个工作日", "calm"),
        (timedelta(days=6, hours=8), "还剩 4 个工作日", "calm"),
        (timedelta(minutes=-3), "已逾期 3 分钟", "over"),
        (timedelta(seconds=-1), "已逾期 不到 1 分钟", "over"),
        (timedelta(hours=-3), "已逾期 3 小时", "over"),
        (timedelta(days=-2, hours=-5), "已逾期 2 天", "over"),
    ],
)
def test_what_is_left_is_said_in_words(left: timedelta, text: str, state: str) -> None:
    assert due(NOW + left, NOW, weekday) == Due(text, state)


def test_without_a_calendar_days_are_days() -> None:
    assert due(NOW + timedelta(days=6, hours=8), NOW) == Due("还剩 6 天", "calm")


def test_a_limit_over_a_holiday_is_said_in_days() -> None:
    assert due(NOW + timedelta(days=3), NOW, lambda _: False) == Due("还剩 3 天", "soon")


def test_a_span_is_said_in_its_largest_unit() -> None:
    assert span(timedelta(hours=24)) == "1 天"
    assert span(timedelta(hours=23, minutes=59)) == "23 小时 59 分"


def test_codes_have_words_and_unknown_codes_stay_as_they_are() -> None:
    assert word("handling", "state") == "办理中"
    assert word("12345", "channel") == "12345 热线"
    assert word("brand_new", "state") == "brand_new"
    assert word(None, "end") == "—"
    assert word("", "kind") == "未分类"


def test_every_word_is_written() -> None:
    assert all(text.strip() for table in WORDS.values() for text in table.values())


def test_every_published_event_type_has_a_word() -> None:
    listed = Path(__file__).parents[3] / "docs" / "events.md"
    types = set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)`", listed.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert len(types) > 40
    assert types - set(STEPS) == set()


def test_people_are_named_by_their_account_and_what_nobody_did_is_the_system_s() -> None:
    assert [display.account(name) for name in ("housing.officer", "system:ledger")] == ["housing.officer", "系统"]
