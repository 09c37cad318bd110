from datetime import timedelta

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from services.notify.domain.delivery import BACK_OFF, Failed, GivenUp, GiveUp, MarkFailed, MarkSent, Sent, delivery
from shared.kernel.rejection import Rejected
from shared.testing.given import scenario
from tests.unit.hearing import CASE, stored_and_read
from tests.unit.notify.said import DELIVERY
from tests.unit.small_rules import NOON, at

given = scenario(delivery)
Event = Sent | Failed | GivenUp


def sent(attempt: int = 1) -> MarkSent:
    return MarkSent(CASE, DELIVERY, at(), "sms", attempt)


def failed(attempt: int = 1, retry_after: timedelta | None = None) -> MarkFailed:
    return MarkFailed(CASE, DELIVERY, at(), "sms", attempt, "timeout", retry_after)


def failures(count: int) -> list[Failed]:
    return [Failed("sms", number, "timeout", NOON) for number in range(1, count + 1)]


def test_it_lives_in_the_stream_its_plan_named() -> None:
    assert delivery.address(sent()) == delivery.address(failed()) == (DELIVERY, CASE)


def test_sent_is_said_once_and_holds() -> None:
    given().when(sent()).then(Sent("sms", 1))
    given(Sent("sms", 1)).when(sent(2)).then()
    given(Sent("sms", 1)).when(failed(2)).then()
    given(Sent("sms", 1)).when(GiveUp(CASE, DELIVERY, at(), "sms", 2, "x")).rejected("delivery.sent")


@pytest.mark.parametrize(("attempt", "minutes"), [(1, 1), (2, 5), (3, 15)])
def test_a_failed_attempt_is_tried_again_later_and_later(attempt: int, minutes: int) -> None:
    retry_at = NOON + timedelta(minutes=minutes)
    given(*failures(attempt - 1)).when(failed(attempt)).then(Failed("sms", attempt, "timeout", retry_at))


def test_the_other_side_may_ask_for_a_longer_pause_never_for_a_shorter_one() -> None:
    asked, hasty = timedelta(hours=2), timedelta(seconds=1)
    given().when(failed(1, asked)).then(Failed("sms", 1, "timeout", NOON + asked))
    given().when(failed(1, hasty)).then(Failed("sms", 1, "timeout", NOON + BACK_OFF[0]))


def test_an_attempt_is_told_of_once() -> None:
    given(*failures(2)).when(failed(2)).then()


def test_after_the_last_attempt_it_is_given_up() -> None:
    given(*failures(3)).when(failed(4)).then(GivenUp("sms", 4, "timeout"))


def test_it_is_given_up_at_once_where_it_can_never_succeed() -> None:
    command = GiveUp(CASE, DELIVERY, at(), "sms", 1, "shredded")
    given().when(command).then(GivenUp("sms", 1, "shredded"))
    given(GivenUp("sms", 1, "shredded")).when(command).then()
    given(GivenUp("sms", 1, "shredded")).when(sent()).rejected("delivery.given_up")
    given(GivenUp("sms", 1, "shredded")).when(failed(2)).then()


@examples(st.lists(st.tuples(st.sampled_from(["sent", "failed", "give up"]), st.integers(1, 6)), max_size=12))
def test_whatever_happens_it_ends_once_and_waits_longer_each_time(tries: list[tuple[str, int]]) -> None:
    said: list[Event] = []
    for result, attempt in tries:
        deeds: dict[str, MarkSent | MarkFailed] = {"sent": sent(attempt), "failed": failed(attempt)}
        command = deeds.get(result, GiveUp(CASE, DELIVERY, at(), "sms", attempt, "x"))
        try:
            said += delivery.decide(command, delivery.fold(said))
        except Rejected:
            continue
    waits = [event.retry_at for event in said if isinstance(event, Failed)]
    assert waits == sorted(set(waits))
    assert [event for event in said[:-1] if isinstance(event, Sent | GivenUp)] == []
    assert [stored_and_read(event) for event in said] == said
