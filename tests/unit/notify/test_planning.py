"""How soon, to whom, how much: urgency, quiet hours, digests, corrections, confidential appeals."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from services.notify.domain.digest import digest
from services.notify.domain.recipient.commands import CorrectRecipient, MarkUrgency
from services.notify.domain.recipient.decide import recipient
from services.notify.domain.recipient.events import Corrected, Deferred, Noted, Planned, UrgencyMarked
from services.notify.domain.recipient.planning import CONFIDENTIAL
from shared.rules.moment import Moment
from shared.rules.telling import Digest, Quiet
from shared.rules.templates import SINCE
from shared.testing.given import scenario
from tests.unit.hearing import CASE, stored_and_read
from tests.unit.notify.said import DIGEST_PLANNED, PLAN_DIGEST, deferred, note, noted, plan, planned
from tests.unit.small_rules import NOON, RULES, at, closed

given = scenario(recipient)
NIGHT = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
GATHERED_AT = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def told(hour: datetime = NOON) -> Moment:
    """With quiet nights, and a digest for what a unit is dispatched."""
    templates = {**RULES.templates}
    templates["unit.dispatched"] = replace(templates["unit.dispatched"], digest=True)
    quiet, times = Quiet(time(21), time(8), ("sms",)), Digest((time(8, 30), time(14, 30)))
    return replace(at(), at=hour, rules=replace(RULES, templates=templates, quiet=quiet, digest=times))


def only(*history: Any, when: Any) -> Planned:
    """The one delivery that is planned."""
    event: Planned = given(*history).when(when).then_types(Planned).events[0]
    return event


def test_at_night_an_asker_is_told_in_the_morning() -> None:
    assert only(noted(), when=plan(moment=told(NIGHT))).not_before == MORNING
    assert only(noted(), when=plan(moment=told(NOON))).not_before is None


def test_what_is_urgent_does_not_wait_for_the_morning() -> None:
    for history in ((noted(urgent=True),), (noted(), UrgencyMarked(True))):
        event = only(*history, when=plan(moment=told(NIGHT)))
        assert (event.not_before, event.urgent) == (None, True)
    calm = only(noted(urgent=True), UrgencyMarked(False), when=plan(moment=told(NIGHT)))
    assert (calm.not_before, calm.urgent) == (MORNING, False)


def test_a_units_notice_waits_for_its_digest_unless_it_is_urgent() -> None:
    event = only(when=plan("unit", moment=told()))
    assert (event.digest, event.not_before) == (True, GATHERED_AT)
    at_once = only(when=plan("unit", moment=told(), urgent=True))
    assert (at_once.digest, at_once.not_before, at_once.urgent) == (False, None, True)
    urgent_case = only(UrgencyMarked(True), when=plan("unit", moment=told()))
    assert urgent_case.digest is False
    other = only(when=plan("unit", template="unit.letter", moment=told(NIGHT)))
    assert (other.digest, other.not_before) == (False, None)


def test_the_source_is_told_at_any_time() -> None:
    assert only(noted(), when=plan("source", moment=told(NIGHT))).not_before is None


def test_a_correction_changes_whom_later_messages_reach() -> None:
    other = closed("other phone")
    correct = CorrectRecipient(CASE, at(), "phone", other)
    given(noted()).when(correct).then(Corrected("phone", other))
    given(noted(), Corrected("phone", other)).when(correct).then()
    assert only(noted(), Corrected("phone", other), when=plan()).phone == other
    given(noted(), Corrected("phone", None)).when(plan()).then()
    given(noted(phone=None), Corrected("phone", other)).when(plan()).then(planned(phone=other))


def test_who_gave_no_number_at_first_is_told_once_there_is_one_what_was_heard_before_they_were_known() -> None:
    other, first = closed("other phone"), given().when(plan()).then_types(Deferred).events[0]
    nobody = noted(phone=None)
    name = closed("another name")
    given(first, nobody).when(CorrectRecipient(CASE, at(), "name", name)).then(Corrected("name", name))
    told_now = given(first, nobody).when(CorrectRecipient(CASE, at(), "phone", other)).then_types(Corrected, Planned)
    assert (told_now.events[1].delivery, told_now.events[1].phone) == (first.delivery, other)
    again = CorrectRecipient(CASE, at(), "phone", closed("a third phone"))
    given(first, nobody, *told_now.events).when(again).then_types(Corrected)


def test_urgency_is_said_once() -> None:
    given().when(MarkUrgency(CASE, at(), True)).then(UrgencyMarked(True))
    given(noted(urgent=True)).when(MarkUrgency(CASE, at(), True)).then()


def test_one_event_tells_several_units_once_each() -> None:
    first = plan("unit", unit="housing", part="housing")
    second = plan("unit", unit="watch", part="watch")
    known = only(when=first)
    given(known).when(first).then()
    assert only(known, when=second).delivery != known.delivery


@pytest.mark.parametrize("code", SINCE)
def test_rules_adopted_before_there_were_words_for_it_tell_nobody(code: str) -> None:
    templates = {name: one for name, one in RULES.templates.items() if name != code}
    old = replace(at(), rules=replace(RULES, templates=templates))
    to = code.partition(".")[0]
    given(noted()).when(replace(plan(to, unit="housing"), template=code, moment=old)).then()
    given(noted()).when(replace(plan(to, unit="housing"), template=code)).then_types(Planned)


@pytest.mark.parametrize("template", ["asker.closed", "asker.dispatched", "asker.answered", "asker.merged"])
def test_of_a_confidential_appeal_the_asker_is_told_the_number_alone(template: str) -> None:
    secret: dict[str, Any] = {
        "public": closed("public"),
        "advice": closed("advice"),
        "leading": "n",
        "to_name": "x",
        "due_at": NOON,
    }
    event = only(noted(confidential=True), when=plan(template=template, **secret))
    assert event.template == CONFIDENTIAL
    values = (event.public, event.advice, event.unit, event.leading, event.to_name, event.due_at, event.round)
    assert values == (None, None, "", "", "", None, 0)


def test_of_a_confidential_appeal_the_source_gets_no_words() -> None:
    event = only(noted(confidential=True), when=plan("source", public=closed("public"), resolved=True))
    assert (event.public, event.resolved) == (None, True)
    assert only(noted(confidential=True), when=plan(template="asker.received", unit="")).template == "asker.received"


def test_what_waited_for_a_confidential_asker_is_as_discreet() -> None:
    events = given(deferred()).when(note(confidential=True)).then_types(Noted, Planned).events
    assert events[1].template == CONFIDENTIAL


def test_what_is_planned_names_the_version_of_its_words() -> None:
    event = only(noted(), when=plan())
    assert (event.templates, event.template_hash) == ("t" * 64, RULES.templates["asker.dispatched"].hash)
    assert only(noted(), when=plan("source")).template_hash == ""


@pytest.mark.parametrize("event", [Corrected("phone", closed("value")), UrgencyMarked(True), DIGEST_PLANNED])
def test_the_new_events_are_read_as_they_were_stored(event: Any) -> None:
    assert stored_and_read(event) == event


def test_a_digest_is_planned_once_and_names_what_it_tells() -> None:
    case = scenario(digest)
    case().when(PLAN_DIGEST).then(DIGEST_PLANNED)
    case(DIGEST_PLANNED).when(PLAN_DIGEST).then()
    assert digest.address(PLAN_DIGEST).subject == "unit/housing"
