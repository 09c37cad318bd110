"""Times as they are stored and read."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.times import SHANGHAI, stamp, unstamp

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
inside = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001 - as asked


@given(inside)
def test_a_time_comes_back_as_the_same_moment_in_utc(moment: datetime) -> None:
    back = unstamp(stamp(moment))
    assert back == moment
    assert back.tzinfo is UTC


@given(inside, inside)
def test_stored_times_sort_as_text_as_they_do_as_times(one: datetime, other: datetime) -> None:
    assert (stamp(one) < stamp(other)) == (one < other)
    assert len(stamp(one)) == len("2026-11-24T01:43:00.000000Z")


def test_a_stored_time_is_utc_with_microseconds() -> None:
    assert stamp(datetime(2026, 11, 24, 9, 43, tzinfo=SHANGHAI)) == "2026-11-24T01:43:00.000000Z"


def test_a_time_without_a_zone_is_never_stored() -> None:
    with pytest.raises(ValueError, match="zone"):
        stamp(datetime(2026, 11, 24, 9, 43))  # noqa: DTZ001 - what is tested


@pytest.mark.parametrize("said", ["2026-11-24T09:43:00", "2026-11-24 09:43", "2026-11-24T09:43:00+08:00"])
def test_a_time_said_without_a_zone_is_that_of_shanghai(said: str) -> None:
    assert unstamp(said) == datetime(2026, 11, 24, 1, 43, tzinfo=UTC)


@pytest.mark.parametrize("said", ["", "yesterday", "2026-13-01T00:00:00", "24/11/2026"])
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        unstamp(said)
