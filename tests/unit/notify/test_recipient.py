from dataclasses import replace
from typing import Any

import pytest

from services.notify.domain.recipient.decide import recipient
from services.notify.domain.recipient.events import Noted, Planned
from shared.kernel.numbering import stream_id
from shared.rules.moment import Moment
from shared.rules.templates import Template
from shared.testing.given import scenario
from tests.unit.hearing import CASE, closed_like, stored_and_read
from tests.unit.notify.said import deferred, note, noted, plan, planned
from tests.unit.small_rules import NOON, RULES, at, closed

given = scenario(recipient)


def with_channels(*channels: str) -> Moment:
    template = Template("asker.dispatched", channels, "s", "t")
    unit = replace(template, code="unit.dispatched")
    templates = {"asker.dispatched": template, "unit.dispatched": unit}
    return replace(at(), rules=replace(RULES, templates=templates))


def test_the_recipient_is_noted_once() -> None:
    given().when(note()).then(noted())
    given(noted()).when(note(phone=None)).then()


def test_commands_of_one_case_share_a_stream() -> None:
    assert recipient.address(note()) == recipient.address(plan())
    assert recipient.address(note()).subject == CASE


def test_an_asker_is_told_by_phone_with_closed_fields_only() -> None:
    given(noted()).when(plan()).then(planned())


def test_the_same_event_heard_twice_tells_nobody_twice() -> None:
    given(noted(), planned()).when(plan()).then()


def test_one_event_may_tell_asker_unit_and_source() -> None:
    known = (noted(), planned())
    given(*known).when(plan("unit")).then_types(Planned)
    outcome = given(*known).when(plan("source")).then_types(Planned)
    assert outcome.events[0].delivery == stream_id("delivery", "e1", "source")


@pytest.mark.parametrize("changes", [{"anonymous": True}, {"phone": None}])
def test_who_cannot_or_will_not_be_told_is_not(changes: dict[str, Any]) -> None:
    given(noted(**changes)).when(plan()).then()


def test_a_unit_is_told_without_any_of_the_askers_data_even_before_the_asker_is_known() -> None:
    given().when(plan("unit")).then(planned("unit", "email"))
    given(noted(anonymous=True)).when(plan("unit")).then(planned("unit", "email"))


def test_the_source_is_told_under_its_own_number_the_way_its_feed_wants() -> None:
    expected = planned("source", "file", source="12345", source_no="n1")
    given(noted()).when(plan("source")).then(expected)


def test_our_own_channels_and_feeds_without_write_back_are_not_told() -> None:
    silent = replace(RULES, feeds={"12345": replace(RULES.feeds["12345"], write_back="none")})
    given(noted(source="portal")).when(plan("source")).then()
    given(noted()).when(plan("source", moment=replace(at(), rules=silent))).then()


@pytest.mark.parametrize(
    ("to", "channels", "chosen"),
    [
        ("asker", ("wechat", "sms", "file"), "sms"),
        ("asker", ("file", "sms"), "file"),
        ("asker", ("wechat",), "file"),
        ("unit", ("sms", "email"), "sms"),
        ("unit", ("wechat", "email"), "email"),
    ],
)
def test_the_first_channel_with_an_address_is_taken(to: str, channels: tuple[str, ...], chosen: str) -> None:
    outcome = given(noted()).when(plan(to, moment=with_channels(*channels))).then_types(Planned)
    assert outcome.events[0].channel == chosen


def test_what_fills_the_template_goes_along() -> None:
    values: dict[str, Any] = {
        "duty": "sign",
        "due_at": NOON,
        "end": "satisfied",
        "resolved": True,
        "public": closed("public"),
        "advice": closed("advice"),
    }
    given(noted()).when(plan(**values)).then(planned(**values))


@pytest.mark.parametrize("to", ["asker", "source"])
def test_what_is_heard_before_the_receipt_waits_for_it(to: str) -> None:
    given().when(plan(to)).then(deferred(to))
    given(deferred(to)).when(plan(to)).then()
    outcome = given(deferred(to)).when(note()).then_types(Noted, Planned)
    assert outcome.events[1].to == to
    given(deferred(to), *outcome.events).when(plan(to)).then()


def test_whichever_is_heard_first_the_same_is_planned() -> None:
    late = recipient.decide(note(), recipient.fold(recipient.decide(plan(), recipient.initial)))
    early = recipient.decide(plan(), recipient.fold([noted()]))
    assert late == [noted(), *early]


def test_what_waited_for_an_anonymous_asker_is_not_told() -> None:
    given(deferred()).when(note(anonymous=True)).then(noted(anonymous=True))


@pytest.mark.parametrize("event", [noted(), planned(), deferred(), planned("source", source="12345", due_at=NOON)])
def test_every_event_is_read_as_it_was_stored(event: Any) -> None:
    assert stored_and_read(event) == closed_like(event)
