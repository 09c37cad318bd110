from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.identity.domain.lockout import MOST, PAUSE, WINDOW, Tries, locked, minutes_left, take
from tests.unit.identity.rules import NOON

MINUTE = timedelta(minutes=1)


def tried(*minutes: float) -> Tries:
    tries = Tries()
    for minute in minutes:
        tries = take(tries, NOON + minute * MINUTE)
    return tries


def test_four_tries_that_fail_lock_nothing_and_one_is_left() -> None:
    tries = tried(0, 1, 2, 3)
    assert not locked(tries, NOON + 3 * MINUTE)
    assert tries.left == 1


def test_the_fifth_within_a_quarter_of_an_hour_locks_for_a_quarter_of_an_hour() -> None:
    tries = tried(0, 1, 2, 3, 14)
    assert tries.left == 0
    assert locked(tries, NOON + 14 * MINUTE)
    assert locked(tries, NOON + 29 * MINUTE - timedelta(microseconds=1))
    assert not locked(tries, NOON + 29 * MINUTE)


def test_tries_older_than_a_quarter_of_an_hour_do_not_count() -> None:
    assert not locked(tried(0, 1, 2, 3, 15), NOON + 15 * MINUTE)


def test_after_the_lock_the_count_begins_anew() -> None:
    after = take(tried(0, 0, 0, 0, 0), NOON + 15 * MINUTE)
    assert after.left == MOST - 1
    assert not locked(after, NOON + 15 * MINUTE)


def test_the_minutes_left_are_never_told_as_none() -> None:
    tries = tried(0, 0, 0, 0, 0)
    assert minutes_left(tries, NOON) == 15
    assert minutes_left(tries, NOON + timedelta(seconds=1)) == 15
    assert minutes_left(tries, NOON + 15 * MINUTE - timedelta(milliseconds=1)) == 1


@given(st.lists(st.integers(0, 600), min_size=1, max_size=80))
def test_in_no_quarter_of_an_hour_are_more_than_five_tries_taken(gaps: list[int]) -> None:
    tries, at, taken = Tries(), NOON, list[datetime]()
    for gap in gaps:
        at += timedelta(seconds=gap)
        if not locked(tries, at):
            tries = take(tries, at)
            taken.append(at)
    for first in taken:
        assert sum(first <= one < first + min(WINDOW, PAUSE) for one in taken) <= MOST
