"""Each rule over the record: it finds what it is for, is silent otherwise, and is silent where its check explains it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from services.supervision.domain.patterns import RULES, found_in
from services.supervision.domain.patterns.false_closure import false_closure
from services.supervision.domain.patterns.story import Said
from services.supervision.domain.patterns.unsigned import again
from shared.kernel.times import stamp
from shared.rules.patterns import THRESHOLDS
from tests.unit.supervision.patterned import (
    LONG_AFTER,
    OTHER,
    TUESDAY,
    called,
    closed,
    hailar,
    hour,
    received,
    said,
    told,
)

DAY = 24
LAPSE = said("work_order.lapsed", 4, account="system:routing", duty="sign")


def found(*entries: Said) -> Sequence[str]:
    return [one.rule for one in found_in(told(*entries), hailar(), LONG_AFTER)]


def returned(hours: float, accepted: bool, then: str = "", by: str = "housing") -> tuple[Said, ...]:
    entries = (
        said("work_order.returned", hours, by),
        said("work_order.return_settled", hours + 1, by, "desk", accepted=accepted),
    )
    return (*entries, said("work_order.dispatched", hours + 2, then, "desk")) if then else entries


def extended(*hours: float, **data: Any) -> tuple[Said, ...]:
    return tuple(said("work_order.extended", one, number=n, **data) for n, one in enumerate(hours, 1))


def test_every_rule_is_in_force_in_hailar_and_every_number_has_a_source() -> None:
    assert set(hailar().patterns) == set(THRESHOLDS) == {*RULES, "false_closure", "copied_answer"}
    assert all(pattern.source for pattern in hailar().patterns.values())


def test_a_rule_whose_numbers_are_not_in_the_data_does_not_run() -> None:
    assert found_in(told(LAPSE), replace(hailar(), patterns={}), LONG_AFTER) == []


def test_what_is_not_signed_long_after_its_lapse_is_found_once() -> None:
    (one,) = found_in(told(LAPSE), hailar(), LONG_AFTER)
    assert (one.rule, one.unit, one.round) == ("unsigned", "housing", 1)
    assert [proof.type for proof in one.evidence] == ["work_order.lapsed"]
    assert one.check.code == "excused_meanwhile"


@pytest.mark.parametrize(("days", "rules"), [(1, []), (30, ["unsigned"])])
def test_what_is_signed_soon_after_its_lapse_is_late_but_no_pattern(days: int, rules: list[str]) -> None:
    assert found(LAPSE, said("work_order.signed", days * DAY)) == rules


@pytest.mark.parametrize("type_", ["work_order.returned", "work_order.suspended", "work_order.held"])
def test_unsigned_is_explained_by_a_return_or_a_suspension_meanwhile(type_: str) -> None:
    assert found(said("work_order.dispatched", 0, account="desk"), said(type_, 3), LAPSE) == []


def test_a_case_is_looked_at_again_when_patience_ends() -> None:
    ends = again(told(LAPSE), hailar(), hour(5))
    assert ends is not None
    assert ends > hour(5)
    assert found_in(told(LAPSE), hailar(), ends) != []
    assert again(told(LAPSE), hailar(), LONG_AFTER) is None


def test_returns_without_ground_or_back_to_a_former_unit_are_ping_pong() -> None:
    begun = said("work_order.dispatched", 0, "housing", "desk")
    back = (
        *returned(1, True, "commerce"),
        *returned(10, True, "housing", "commerce"),
        *returned(20, False),
    )
    (one,) = found_in(told(begun, *back), hailar(), LONG_AFTER)
    assert (one.rule, one.unit, len(one.evidence)) == ("ping_pong_returns", "housing", 2)


def test_returns_that_were_right_are_no_ping_pong() -> None:
    begun = said("work_order.dispatched", 0, "housing", "desk")
    right = (*returned(1, True, "commerce"), *returned(10, True, "tax", "commerce"), *returned(20, False, by="tax"))
    assert found(begun, *right) == []


def test_extensions_with_nothing_done_in_between_are_serial() -> None:
    assert found(*extended(10, 80, 150)) == ["serial_extensions"]
    assert found(*extended(10, 80)) == []


def test_serial_extensions_are_explained_by_work_in_between_or_the_source_s_consent() -> None:
    assert found(*extended(10, 80, 150), said("work_order.progressed", 100)) == []
    assert found(*extended(10, 80, 150, source_agreed=True)) == []


def test_closing_as_contacted_without_a_call_that_was_answered_is_found() -> None:
    assert found(called(1), closed(5)) == ["closed_without_contact"]
    assert found(called(1), called(2, reached=True), closed(5)) == []


def test_closing_as_unreachable_needs_three_calls_that_are_apart() -> None:
    assert found(called(1), closed(5, "three_attempts")) == ["closed_without_contact"]
    assert found(called(1), called(1.1), called(1.2), closed(5, "three_attempts")) == ["closed_without_contact"]
    assert found(called(1), called(3), called(5), closed(6, "three_attempts")) == []


@pytest.mark.parametrize("contact", ["anonymous", "confidential", "followed"])
def test_closing_without_contact_is_explained_where_nobody_could_be_called(contact: str) -> None:
    assert found(closed(5, contact)) == []


def test_closing_for_want_of_a_number_is_found_where_there_is_one() -> None:
    assert found(closed(5, "no_number")) == ["closed_without_contact"]
    assert found(closed(5, "no_number", has_phone=False)) == []


def test_calling_another_number_than_the_asker_s_is_found() -> None:
    assert found(called(1, reached=True, number_is_askers=False)) == ["foreign_contact_number"]
    assert found(called(1, reached=True, number_is_askers=None)) == []


def test_another_number_is_explained_where_the_own_was_reached_too_or_was_corrected() -> None:
    foreign, own = (called(hours, reached=True, number_is_askers=hours > 1) for hours in (1, 2))
    assert found(foreign, own) == []
    assert found(foreign, said("appeal.corrected", 3, "", "asker", field="phone")) == []


def test_a_contact_that_is_written_down_after_its_lapse_as_if_before_is_found() -> None:
    lapse = said("work_order.lapsed", 30, account="system:routing", duty="first_contact")
    late = called(200, reached=True, contacted_at=stamp(TUESDAY))
    assert found(lapse, late) == ["after_the_fact_correction"]


def test_a_contact_written_down_within_a_working_day_is_explained() -> None:
    lapse = said("work_order.lapsed", 5, account="system:routing", duty="first_contact")
    assert found(lapse, called(6, reached=True, contacted_at=stamp(TUESDAY))) == []


def test_a_number_changed_by_the_unit_between_closing_and_callback_is_found() -> None:
    done = (called(1, reached=True), closed(5))
    changed = said("work_order.asker_corrected", 6, field="phone")
    assert found(*done, changed) == ["after_the_fact_correction"]
    assert found(*done, said("callback.recorded", 5.5, "", "ducha"), changed) == []
    assert found(*done, said("work_order.asker_corrected", 6, account="asker", field="phone")) == []


def test_dissatisfied_and_soon_after_satisfied_is_found() -> None:
    asked = (called(1, reached=True), closed(5))
    first = said("callback.recorded", 10, "", "ducha", satisfied=False)
    second = said("appeal.rated", 20, "", "asker", satisfied=True)
    (one,) = found_in(told(*asked, first, second), hailar(), LONG_AFTER)
    assert (one.rule, one.unit) == ("rating_pressure", "housing")
    assert found(*asked, first, said("appeal.rated", 200, "", "asker", satisfied=True)) == []


def test_another_opinion_is_explained_by_what_was_done_in_between() -> None:
    asked = (called(1, reached=True), closed(5), said("callback.recorded", 10, "", "ducha", satisfied=False))
    again_ = (said("work_order.reopened", 12, "housing", "desk", round=2),)
    assert found(*asked, *again_, said("appeal.rated", 20, "", "asker", satisfied=True)) == []


CLASSIFIED = said("work_order.classified", 1, "", "desk", catalogue="housing.heating")
LATER = told(received(9 * DAY), said("work_order.classified", 9 * DAY + 1, catalogue="housing.heating"), case_no=OTHER)


def test_the_same_matter_of_the_same_asker_soon_after_closing_is_a_false_closure() -> None:
    (one,) = false_closure(told(received(), CLASSIFIED, closed(30)), [LATER], hailar())
    assert (one.unit, one.other, [proof.case_no for proof in one.evidence]) == (
        "housing",
        OTHER,
        [told().case_no, OTHER],
    )


@pytest.mark.parametrize(
    "other",
    [
        told(received(9 * DAY), said("work_order.classified", 9 * DAY + 1, catalogue="tax.refund"), case_no=OTHER),
        told(received(40 * DAY), said("work_order.classified", 41 * DAY, catalogue="housing.heating"), case_no=OTHER),
        told(received(9 * DAY, "b"), said("work_order.classified", 9 * DAY + 1, catalogue="housing.heating")),
    ],
    ids=["another matter", "long after", "another asker"],
)
def test_another_matter_another_asker_or_much_later_is_none(other: object) -> None:
    assert false_closure(told(received(), CLASSIFIED, closed(30)), [other], hailar()) == []  # type: ignore[list-item]


def test_an_honest_unresolved_and_an_anonymous_asker_are_no_false_closure() -> None:
    assert false_closure(told(received(), CLASSIFIED, closed(30, resolved=False)), [LATER], hailar()) == []
    assert false_closure(told(received(anonymous=True), CLASSIFIED, closed(30)), [LATER], hailar()) == []
