from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.files.dates import EXCEL_DAY_ZERO, MAC_DAY_ZERO, from_serial, moment

TEN_PAST = datetime(2019, 9, 11, 2, 4, 28, tzinfo=UTC)
TEN = TEN_PAST.replace(second=0)
MIDNIGHT = datetime(2019, 9, 10, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2019/9/11 10:04:28", TEN_PAST),
        ("2019-09-11 10:04:28", TEN_PAST),
        ("2019-09-11T10:04:28", TEN_PAST),
        ("2019-09-11T02:04:28Z", TEN_PAST),
        ("2019-09-11T10:04:28+08:00", TEN_PAST),
        ("2019-09-11T11:04:28+0900", TEN_PAST),
        ("2019-09-11 10:04:28.000", TEN_PAST),
        ("2019年9月11日 10时4分28秒", TEN_PAST),
        ("2019年9月11日 10时4分", TEN),
        ("2019年09月11日10点04分", TEN),
        ("２０１９年９月１１日　１０：０４", TEN),
        ("2019年9月11日 星期三 上午10:04", TEN),
        ("2019/9/11 10:04", TEN),
        ("2019-9-11 10:04 AM", TEN),
        ("20190911100428", TEN_PAST),
        ("2019-09-11", MIDNIGHT),
        ("2019.9.11", MIDNIGHT),
        ("2019年9月11日", MIDNIGHT),
        ("20190911", MIDNIGHT),
        ("43719", MIDNIGHT),
        ("43719.419768518521", TEN_PAST),
        ("2019/9/11 下午 3:04", TEN + timedelta(hours=5)),
        ("2019/9/11 12:30 AM", MIDNIGHT + timedelta(minutes=30)),
        ("2019/9/11 下午12:30", MIDNIGHT + timedelta(hours=12, minutes=30)),
    ],
)
def test_a_time_is_read_in_each_way_that_feeds_write_it(text: str, meant: datetime) -> None:
    assert moment(text) == meant
    assert moment(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        *("", "昨天", "9/11/2019", "2019/13/01", "2019-02-29", "2019-09-11 25:00", "2019", "2019/9", "123", "19-9-11"),
        *("2019/9/11 10:61", "1019-01-01", "2019/9/11 上午13:00", "99999.5", "12:30", "2019-09-11 10:04+99:00"),
        *("20191345", "2019-09-11 10:04:28 多", "2019-9-11 10:4:99"),
    ],
)
def test_what_is_no_time_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the caller makes the sentence
        moment(text)


@given(st.datetimes(min_value=EXCEL_DAY_ZERO.replace(year=1992), max_value=EXCEL_DAY_ZERO.replace(year=2100)))
def test_every_wall_clock_time_is_shanghai_time(local: datetime) -> None:
    assert moment(local.isoformat(sep=" ")) == local.replace(tzinfo=UTC) - timedelta(hours=8)


def test_summer_time_of_1988_is_known() -> None:
    assert moment("1988-07-01 12:00") == datetime(1988, 7, 1, 3, tzinfo=UTC)


def test_serials_count_from_1900_with_its_false_leap_day_or_from_1904() -> None:
    assert from_serial(1, EXCEL_DAY_ZERO).isoformat() == "1900-01-01T00:00:00"
    assert from_serial(61, EXCEL_DAY_ZERO).isoformat() == "1900-03-01T00:00:00"
    assert from_serial(0, MAC_DAY_ZERO).isoformat() == "1904-01-01T00:00:00"
