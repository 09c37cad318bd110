from datetime import timedelta

from services.identity.domain.renewal import GRACE, LASTS, Renewal, Verdict, judge
from tests.unit.identity.rules import NOON

SECOND = timedelta(seconds=1)
RENEWAL = Renewal("new", "old", NOON, NOON + LASTS)


def test_the_current_secret_is_renewed() -> None:
    assert judge(RENEWAL, "new", NOON + SECOND) is Verdict.ROTATE


def test_the_one_before_it_still_counts_for_pages_loaded_together() -> None:
    assert judge(RENEWAL, "old", NOON + GRACE) is Verdict.KEEP


def test_a_secret_used_up_longer_ago_ends_the_sign_in() -> None:
    assert judge(RENEWAL, "old", NOON + GRACE + SECOND) is Verdict.REUSED
    assert judge(RENEWAL, "older", NOON) is Verdict.REUSED


def test_no_secret_is_the_one_before_the_first() -> None:
    assert judge(Renewal("new", "", NOON, NOON + LASTS), "e3b0c442", NOON) is Verdict.REUSED


def test_after_twelve_hours_it_is_over_however_often_it_was_renewed() -> None:
    assert judge(RENEWAL, "new", NOON + LASTS - SECOND) is Verdict.ROTATE
    assert judge(RENEWAL, "new", NOON + LASTS) is Verdict.OVER
    assert judge(None, "new", NOON) is Verdict.OVER
