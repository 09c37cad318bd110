from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.intake.domain.appeal.commands import LapseDuties
from services.intake.domain.appeal.decide import address, appeal
from services.intake.domain.appeal.events import Accepted, Lapsed, Received, Supplemented
from shared.kernel.numbering import case_number, read_case_number, stream_id
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.intake.domain.said import ACCEPT_DUTY, ACCEPTED, STREAM, receive, received
from tests.unit.small_rules import DAY, NOON, at

given = scenario(appeal)


def first(**changes: Any) -> Received:
    (event, *_) = appeal.decide(receive(**changes), appeal.initial)
    assert isinstance(event, Received)
    return event


def test_the_stream_is_named_by_source_and_number_and_the_case_by_stream_and_day() -> None:
    where = address(receive())
    assert where.stream == STREAM == stream_id("portal", "p1")
    assert where.subject == case_number(STREAM, NOON) == read_case_number(where.subject)


def test_the_same_number_of_another_source_is_another_appeal() -> None:
    assert address(receive(source="96888")).stream != STREAM


def test_a_portal_appeal_waits_for_the_desk() -> None:
    given().when(receive()).then_types(Received)
    assert first().duties == (ACCEPT_DUTY,)


def test_an_urgent_appeal_waits_by_the_urgent_limit() -> None:
    (duty,) = first(urgent=True).duties
    assert (duty.limit, duty.due_at) == ("accept_urgent", NOON + timedelta(hours=1))


def test_a_feed_whose_rule_is_auto_is_accepted_at_once_and_leaves_no_duty() -> None:
    outcome = given().when(receive(source="12345", kind="投诉")).then_types(Received, Accepted)
    assert outcome.events[0].duties == ()
    assert outcome.events[1] == Accepted("投诉", "rule")


def test_a_feed_whose_rule_is_the_desk_waits() -> None:
    given().when(receive(source="96888")).then_types(Received)


@pytest.mark.parametrize(("source", "channel", "by"), [("12345", "12345", "source"), ("portal", "portal", "us")])
def test_the_source_decides_channel_and_who_calls_back(source: str, channel: str, by: str) -> None:
    event = first(source=source)
    assert (event.channel, event.callback_by) == (channel, by)


def test_the_askers_words_are_closed_under_the_askers_key_and_text_and_phone_are_compared() -> None:
    event = first(name=Text("某人"), phone=Text("139"), enterprise=Text("某厂"), credit_code=Text("x"))
    words = (event.title, event.text, event.name, event.phone, event.enterprise, event.credit_code)
    assert {word.key for word in words if isinstance(word, Text)} == {"asker/a"}
    assert [word.compare for word in words if isinstance(word, Text)] == [False, True, False, True, False, False]


@pytest.mark.parametrize(
    ("code", "valid"), [("91110000600037341L", True), ("91110000600037341A", False), ("不知道", False)]
)
def test_a_wrong_credit_code_is_kept_with_a_flag(code: str, valid: bool) -> None:
    event = first(credit_code=Text(code))
    assert event.credit_code_valid is valid
    assert isinstance(event.credit_code, Text)
    assert event.credit_code.value == code


def test_without_a_credit_code_there_is_no_flag() -> None:
    assert first().credit_code_valid is None


@pytest.mark.parametrize(
    ("said", "kind", "kept"),
    [
        ("咨询", "咨询", ""),
        ("", "", ""),
        ("疑难杂症", "", "疑难杂症"),
        (" 其他 ", "", "其他"),
        ("我姓某电话13900000000", "", ""),
        ("一" * 21, "", ""),
    ],
)
def test_a_kind_that_is_none_of_ours_is_kept_beside(said: str, kind: str, kept: str) -> None:
    event = first(kind=said)
    assert (event.kind, event.kind_said) == (kind, kept)


def test_asked_now_unless_the_source_says_when() -> None:
    assert first().asked_at == NOON
    assert first(asked_at=NOON - DAY).asked_at == NOON - DAY


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"source": "nobody"}, "appeal.unknown_source"),
        ({"source_no": " "}, "appeal.no_number"),
        ({"text": Text("\n")}, "appeal.no_text"),
    ],
)
def test_what_cannot_be_an_appeal_is_refused(changes: dict[str, Any], code: str) -> None:
    given().when(receive(**changes)).rejected(code)


def test_receiving_the_same_words_twice_says_nothing_new() -> None:
    given(received()).when(receive(at(30))).then()


def test_another_title_alone_says_nothing_new() -> None:
    given(received()).when(receive(title=Text("换了标题"))).then()


def test_the_same_number_with_other_words_is_a_supplement() -> None:
    other = Text("又坏了一盏", same="other")
    kept = replace(other, key="asker/a", compare=True)
    given(received(), ACCEPTED).when(receive(text=other)).then(Supplemented(1, "p1", kept))


def test_the_same_supplement_again_says_nothing_and_another_one_is_counted() -> None:
    known = (received(), Supplemented(1, "p1", Text("一", same="other")))
    given(*known).when(receive(text=Text("一", same="other"))).then()
    outcome = given(*known).when(receive(text=Text("二", same="third"))).then_types(Supplemented)
    assert outcome.events[0].number == 2


def test_words_of_a_shredded_asker_never_come_back() -> None:
    given(received()).when(receive(text=Text("什么都行", unknown=True))).then()


def test_within_one_unit_of_work_the_open_words_are_compared() -> None:
    said = appeal.decide(receive(text=Text("路灯不亮")), appeal.initial)
    given(*said).when(receive(text=Text("路灯不亮"))).then()
    given(*said).when(receive(text=Text("别的"))).then_types(Supplemented)


def test_a_supplement_after_the_due_time_first_says_the_lapse() -> None:
    outcome = given(received()).when(receive(at(24.5), text=Text("二", same="b"))).then_types(Lapsed, Supplemented)
    assert outcome.events[0] == Lapsed("accept", "desk", NOON + DAY)
    assert outcome.events[0].happened_at == NOON + DAY


def test_a_repeat_after_the_due_time_leaves_the_lapse_to_the_timer() -> None:
    given(received()).when(receive(at(24.5))).then()
    given(received()).when(LapseDuties(STREAM, at(24.5))).then_types(Lapsed)
