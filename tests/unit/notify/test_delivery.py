from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from services.notify.domain.delivery.commands import (
    BeginAttempt,
    ConfirmSent,
    Gather,
    GiveUp,
    MarkFailed,
    MarkSent,
    MarkUncertain,
    NoteReceipt,
    Release,
    SendAgain,
)
from services.notify.domain.delivery.decide import delivery
from services.notify.domain.delivery.events import (
    Begun,
    Confirmed,
    Event,
    Failed,
    Gathered,
    GivenUp,
    Receipted,
    Released,
    Renewed,
    Sent,
    Uncertain,
)
from services.notify.domain.delivery.retry import BACK_OFF, LONGEST, wait
from shared.kernel.rejection import Rejected
from shared.rules.telling import Quiet
from shared.testing.given import scenario
from tests.unit.hearing import CASE, stored_and_read
from tests.unit.notify.said import DELIVERY
from tests.unit.small_rules import NOON, RULES, at

given = scenario(delivery)
QUIET = Quiet(time(21), time(8), ("sms",))


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
    said = given(*failures(attempt - 1)).when(failed(attempt)).then_types(Failed).events[0]
    assert timedelta(minutes=minutes) <= said.retry_at - NOON <= timedelta(minutes=minutes * 1.25)


@examples(st.uuids(), st.integers(1, 20))
def test_the_wait_is_drawn_out_by_the_deliverys_id_by_a_quarter_at_most(id_: object, attempt: int) -> None:
    base, length = BACK_OFF[min(attempt, len(BACK_OFF)) - 1], wait(str(id_), attempt)
    assert base <= length <= base * 1.25
    assert wait(str(id_), attempt) == length


def test_what_failed_together_is_not_tried_again_together() -> None:
    assert len({wait(f"delivery-{number}", 3) for number in range(50)}) > 25


def test_nobody_may_ask_for_more_than_a_day() -> None:
    assert wait("a", 1, timedelta(days=30)) == LONGEST


def test_an_attempt_is_not_repeated_in_quiet_hours_unless_it_is_urgent() -> None:
    night = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
    moment = replace(at(), at=night, rules=replace(RULES, quiet=QUIET))
    late = given().when(replace(failed(), moment=moment)).then_types(Failed).events[0]
    assert late.retry_at == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    soon = given().when(replace(failed(), moment=moment, urgent=True)).then_types(Failed).events[0]
    assert soon.retry_at < night + timedelta(minutes=2)
    mail = given().when(replace(failed(), moment=moment, channel="email")).then_types(Failed).events[0]
    assert mail.retry_at < night + timedelta(minutes=2)


def test_the_other_side_may_ask_for_a_longer_pause_never_for_a_shorter_one() -> None:
    asked, hasty = timedelta(hours=2), timedelta(seconds=1)
    given().when(failed(1, asked)).then(Failed("sms", 1, "timeout", NOON + asked))
    assert given().when(failed(1, hasty)).then_types(Failed).events[0].retry_at >= NOON + BACK_OFF[0]


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


BEGUN, GONE, DOUBT = Begun("sms", 1), GivenUp("sms", 1, "refused"), Uncertain("sms", 1, "interrupted")
IN_DIGEST = Gathered("digest")


def doubt(attempt: int = 1) -> MarkUncertain:
    return MarkUncertain(CASE, DELIVERY, at(), "sms", attempt, "interrupted")


def receipt(outcome: str) -> NoteReceipt:
    return NoteReceipt(CASE, DELIVERY, at(), "sms", outcome, NOON)


def receipted(outcome: str) -> Receipted:
    return Receipted("sms", outcome, NOON)


def test_an_attempt_is_said_before_it_is_made_and_begun_once() -> None:
    begin = BeginAttempt(CASE, DELIVERY, at(), "sms", 1)
    given().when(begin).then(BEGUN)
    given(BEGUN).when(begin).then()
    given(BEGUN).when(sent()).then(Sent("sms", 1))
    given(DOUBT).when(replace(begin, attempt=2)).rejected("delivery.uncertain")


def test_in_doubt_nothing_is_tried_again_until_a_person_says_so() -> None:
    again, confirm = SendAgain(CASE, DELIVERY, at()), ConfirmSent(CASE, DELIVERY, at())
    given(BEGUN).when(doubt()).then(DOUBT)
    given(BEGUN, DOUBT).when(failed(2)).then()
    given(BEGUN, DOUBT).when(GiveUp(CASE, DELIVERY, at(), "sms", 2, "x")).rejected("delivery.uncertain")
    given(BEGUN, DOUBT).when(again).then(Renewed(1))
    given(BEGUN, DOUBT).when(confirm).then(Confirmed(0))
    given(BEGUN, DOUBT, Confirmed(0)).when(again).rejected("delivery.sent")


def test_what_was_given_up_may_be_sent_again_with_all_its_attempts() -> None:
    again = SendAgain(CASE, DELIVERY, at())
    given(*failures(3), GONE).when(again).then(Renewed(1))
    given(*failures(3), GONE, Renewed(1)).when(again).rejected("delivery.waiting")
    given(*failures(3), GONE, Renewed(1)).when(failed(1)).then_types(Failed)
    given(GONE, Renewed(1), GONE).when(again).then(Renewed(2))


def test_a_receipt_is_noted_once_and_a_later_one_replaces_an_earlier() -> None:
    given(Sent("sms", 1)).when(receipt("delivered")).then(receipted("delivered"))
    given(Sent("sms", 1), receipted("delivered")).when(receipt("delivered")).then()
    given(Sent("sms", 1), receipted("delivered")).when(receipt("failed")).then()
    given(Sent("sms", 1), receipted("delivered")).when(receipt("read")).then(receipted("read"))
    given(Sent("sms", 1), receipted("failed")).when(receipt("delivered")).then(receipted("delivered"))


def test_a_receipt_settles_a_doubt_and_one_of_failure_may_be_sent_again() -> None:
    given(DOUBT, receipted("delivered")).when(SendAgain(CASE, DELIVERY, at())).rejected("delivery.sent")
    given(Sent("sms", 1), receipted("failed")).when(SendAgain(CASE, DELIVERY, at())).then(Renewed(1))
    given(BEGUN, receipted("delivered")).when(sent()).then()


def test_what_is_gathered_is_told_by_its_digest_alone() -> None:
    gather = Gather(CASE, DELIVERY, at(), "digest")
    given().when(gather).then(IN_DIGEST)
    given(IN_DIGEST).when(gather).then()
    given(IN_DIGEST).when(replace(gather, digest="other")).rejected("delivery.gathered")
    given(IN_DIGEST).when(sent()).rejected("delivery.gathered")
    given(IN_DIGEST).when(replace(sent(), digest="digest")).then(Sent("sms", 1, "digest"))


def test_what_a_digest_did_not_tell_goes_by_itself() -> None:
    release = Release(CASE, DELIVERY, at(), "digest", "refused")
    given(IN_DIGEST).when(release).then(Released("digest", "refused"))
    given(IN_DIGEST, Released("digest", "refused")).when(release).then()
    given(IN_DIGEST, Sent("sms", 1, "digest")).when(release).then()
    given(IN_DIGEST, Released("digest", "refused")).when(sent()).then(Sent("sms", 1))


@pytest.mark.parametrize("event", [BEGUN, DOUBT, Renewed(1), Confirmed(1), IN_DIGEST, receipted("read")])
def test_every_event_is_read_as_it_was_stored(event: object) -> None:
    assert stored_and_read(event) == event


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
