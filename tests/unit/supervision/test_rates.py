"""Each rate over stories told by hand: what is counted, and what is met."""

from datetime import date, datetime, timedelta

import pytest

from services.supervision.domain.assessment.folding import CHANGES
from services.supervision.domain.assessment.milestone import SERVICES
from services.supervision.domain.assessment.period import Period
from services.supervision.domain.assessment.rates import RATES
from shared.kernel.times import midnight
from shared.web.words import RATES as WORDS
from tests.unit.supervision.stories import NOW, Case, counted, duty, hour, rows, share, usual

CODES = [rate.code for rate in RATES]


def november(as_of: datetime) -> Period:
    return Period(date(2026, 11, 1), date(2026, 11, 30), as_of)


def test_a_case_that_went_well_is_counted_once_in_each_rate_and_met_where_that_is_good() -> None:
    case = usual("a")
    assert {code: share(code, case) for code in CODES} == {
        "response": (1, 1),
        "resolution": (1, 1),
        "satisfaction": (1, 1),
        "signed_in_time": (1, 1),
        "first_contact": (1, 1),
        "closed_in_time": (1, 1),
        "returned": (0, 1),
        "reopened": (0, 1),
        "called_back": (1, 1),
        "overdue_open": (0, 0),
    }


# response


def test_every_way_of_answering_the_asker_is_a_response() -> None:
    cases = [
        Case("a").accepted(1),
        Case("b").say(1, "appeal.declined", reason="private_dispute"),
        Case("c").say(1, "appeal.answered_at_once", kind="咨询"),
        Case("d").say(1, "appeal.merged", leading="a"),
    ]
    assert share("response", *cases) == (4, 4)


def test_a_response_that_is_late_or_overdue_is_counted_and_not_met() -> None:
    late = Case("a").say(4, "appeal.lapsed", duty="accept", unit="desk", due_at="2026-11-02T05:00:00.000000Z")
    assert share("response", late.accepted(6)) == (0, 1)
    assert share("response", Case("b")) == (0, 1)


def test_what_may_still_be_responded_to_and_what_was_withdrawn_before_does_not_count() -> None:
    assert share("response", Case("a"), period=november(hour(3))) == (0, 0)
    assert share("response", Case("b").say(2, "appeal.withdrawn")) == (0, 0)


def test_a_case_of_two_rounds_is_one_response() -> None:
    assert share("response", usual("a").reopened(60).closed(80, round_=2, begun=60)) == (1, 1)


# signing, first contact


def test_signing_is_counted_when_it_is_decided() -> None:
    waiting = Case("a").accepted().dispatched()
    assert share("signed_in_time", waiting, period=november(hour(4))) == (0, 0)
    assert share("signed_in_time", waiting, period=november(hour(6))) == (0, 1)
    assert share("signed_in_time", waiting.unit(3, "signed"), period=november(hour(4))) == (1, 1)


def test_what_is_signed_after_its_lapse_is_late_whatever_was_heard_first() -> None:
    case = Case("a").accepted().dispatched().unit(7, "signed").lapsed("sign", 5)
    assert share("signed_in_time", case) == (0, 1)


def test_a_return_before_signing_is_no_failure_to_sign() -> None:
    case = Case("a").accepted().dispatched()
    case.unit(2, "returned", duties=[duty("settle_return", "desk", 6)])
    case.unit(3, "return_settled", accepted=True).say(
        3, "work_order.held", round=1, duties=[duty("dispatch", "desk", 7)]
    )
    case.dispatched(4, "finance").unit(5, "signed", "finance")
    assert share("signed_in_time", case) == (1, 1)
    assert share("returned", case) == (1, 2)


def test_a_refused_return_counts_and_the_clock_runs_on_as_it_was() -> None:
    case = Case("a").accepted().dispatched().unit(2, "signed")
    case.unit(3, "returned", duties=[duty("settle_return", "desk", 7)]).unit(6, "return_settled", accepted=False)
    (row,) = rows(case, as_of=hour(7))
    assert row.running == {"first_contact": hour(9), "answer": hour(41)}
    assert share("returned", case) == (1, 1)


def test_who_cannot_be_reached_needs_no_first_contact_and_an_attempt_is_one() -> None:
    assert share("first_contact", Case("a").accepted().dispatched(contact=False)) == (0, 0)
    tried = Case("b").accepted().dispatched().unit(3, "contacted", reached=False)
    assert share("first_contact", tried) == (1, 1)
    assert share("first_contact", Case("c").accepted().dispatched()) == (0, 1)


def test_each_round_is_signed_and_contacted_anew() -> None:
    case = usual("a").reopened(60).unit(61, "signed", round_=2)
    assert share("signed_in_time", case) == (2, 2)
    assert share("first_contact", case) == (1, 2)


# closing


def test_closing_after_the_answer_lapsed_is_late_in_the_month_of_the_lapse() -> None:
    october = Case("a", -120).accepted(-120).dispatched(-119).lapsed("answer", -79).closed(5, begun=-118)
    assert share("closed_in_time", october) == (0, 0)
    before = Period(date(2026, 10, 1), date(2026, 10, 31), NOW)
    assert share("closed_in_time", Case("b", -100).accepted(-100).dispatched(-99), period=before) == (0, 1)


def test_a_lapse_of_approval_or_closing_is_late_too() -> None:
    case = Case("a").accepted().dispatched().unit(2, "signed")
    case.unit(20, "answered", duties=[duty("approve", "housing", 28)])
    assert share("closed_in_time", case, period=november(hour(27))) == (0, 0)
    assert share("closed_in_time", case) == (0, 1)


def test_an_extension_in_time_moves_the_due_time_and_one_after_the_lapse_does_not_help() -> None:
    granted = Case("a").accepted().dispatched().unit(30, "extension_requested", number=1)
    granted.unit(31, "extended", number=1, duties=[duty("answer", "housing", 80)]).closed(70)
    assert share("closed_in_time", granted) == (1, 1)
    late = Case("b").accepted().dispatched().lapsed("answer", 41)
    late.unit(50, "extended", number=1, duties=[duty("answer", "housing", 99)]).closed(70)
    assert share("closed_in_time", late) == (0, 1)


def test_a_suspended_case_does_not_become_overdue_and_goes_on_with_its_new_due_time() -> None:
    case = Case("a").accepted().dispatched().unit(2, "signed").unit(3, "contacted", reached=True)
    case.unit(10, "suspended", duties=[duty("review", "desk", 500)])
    assert share("overdue_open", case, period=november(hour(300))) == (0, 1)
    case.unit(310, "resumed", duties=[duty("answer", "housing", 350)])
    assert share("overdue_open", case, period=november(hour(349))) == (0, 1)
    assert share("overdue_open", case, period=november(hour(351))) == (1, 1)


def test_an_answer_sent_back_is_due_as_before() -> None:
    case = Case("a").accepted().dispatched().unit(10, "answered", duties=[duty("approve", "housing", 30)])
    case.unit(12, "sent_back", duties=[duty("answer", "housing", 41)])
    (row,) = rows(case, as_of=hour(13))
    assert "approve" not in row.running
    assert row.running["answer"] == hour(41)


def test_a_withdrawn_case_is_not_open_and_not_late() -> None:
    case = Case("a").accepted().dispatched().unit(2, "signed").unit(3, "contacted", reached=True)
    case.say(10, "appeal.withdrawn").archived(11, "withdrawn")
    assert share("closed_in_time", case) == (0, 0)
    assert share("overdue_open", case) == (0, 0)
    assert share("response", case) == (1, 1)


def test_what_was_due_while_a_return_was_settled_is_late_in_the_handling_in_which_it_was_said() -> None:
    case = Case("a").accepted().dispatched().unit(2, "returned").unit(50, "return_settled", accepted=True)
    case.unit(50, "held", "").unit(60, "dispatched", duties=[duty("answer", "housing", 41)]).lapsed("answer", 41)
    assert share("closed_in_time", case) == (0, 1)
    assert [[lapse.duty for lapse in row.lapses] for row in rows(case)] == [[], ["answer"]]
    assert [row.lapses for row in rows(case, as_of=hour(55))] == [[]]


def test_what_was_due_while_a_return_was_settled_is_late_after_all_once_that_is_refused() -> None:
    case = Case("a").accepted().dispatched().unit(2, "returned").unit(50, "return_settled", accepted=False)
    case.lapsed("sign", 5).unit(51, "signed")
    assert share("signed_in_time", case) == (0, 1)


# callbacks


def test_each_round_has_its_own_callback_and_its_last_record_counts() -> None:
    case = usual("a").called(55, False).reopened(60).closed(80, round_=2, begun=60).called(90, True, 2)
    assert share("satisfaction", case) == (1, 2)
    assert share("resolution", case) == (1, 2)
    assert share("reopened", case) == (1, 2)
    assert share("called_back", case) == (2, 2)


def test_no_opinion_is_called_back_and_counts_for_neither_resolution_nor_satisfaction() -> None:
    case = Case("a").accepted().dispatched().closed(30).called(40, None).settled(60, "not_called", reason="no_opinion")
    assert share("called_back", case) == (1, 1)
    assert share("satisfaction", case) == (0, 0)
    assert share("resolution", case) == (0, 0)


def test_resolved_and_satisfied_are_apart() -> None:
    case = Case("a").accepted().dispatched().closed(30).called(40, False, resolved=True)
    assert (share("resolution", case), share("satisfaction", case)) == ((1, 1), (0, 1))


@pytest.mark.parametrize("reason", ["anonymous", "no_number", "not_sampled"])
def test_who_need_not_be_called_is_not_counted(reason: str) -> None:
    case = Case("a").accepted().dispatched().closed(30).settled(31, "not_called", reason=reason)
    assert share("called_back", case) == (0, 0)


def test_three_attempts_are_a_callback_and_a_lapse_without_one_is_none() -> None:
    tried = Case("a").accepted().dispatched().closed(30).settled(60, "unreachable")
    assert share("called_back", tried) == (1, 1)
    refused = Case("b").accepted().dispatched().closed(30)
    refused.say(40, "callback.attempted", round=1, outcome="refused", attempt=1)
    assert share("called_back", refused) == (1, 1)
    forgotten = Case("c").accepted().dispatched().closed(30)
    assert share("called_back", forgotten, period=november(hour(40))) == (0, 0)
    assert share("called_back", forgotten) == (0, 1)
    silent = Case("d").accepted().dispatched().closed(30).settled(60, "not_called", reason="source_silent")
    assert share("called_back", silent) == (0, 1)


def test_a_round_begun_anew_voids_the_old_callback_also_where_the_closing_was_heard_late() -> None:
    case = Case("a").accepted().dispatched().unit(5, "closed").reopened(6)
    case.planned(32).say(32, "callback.reopening", round=2)
    assert share("called_back", case) == (0, 0)


def test_a_callback_that_was_late_when_it_was_heard_of_is_late_in_its_own_round() -> None:
    case = Case("a").accepted().dispatched().unit(5, "closed").reopened(6).unit(38, "closed", round_=2)
    case.say(40, "callback.planned", round=1, unit="housing", duties=[duty("callback", "watch", 29)])
    case.say(40, "callback.reopening", round=2).planned(41, round_=2)
    assert share("called_back", case, period=november(hour(50))) == (0, 1)


def test_what_another_desk_owes_stays_when_a_callback_is_heard_of_late() -> None:
    late = [duty("settle_return", "desk", 40)]
    case = Case("a").accepted().dispatched().unit(20, "returned", duties=late)
    case.planned(21).say(21, "callback.reopening", round=2)
    assert [lapse.duty for lapse in rows(case)[0].elsewhere] == ["settle_return"]


def test_a_sampled_callback_of_what_was_answered_at_once_counts_without_a_unit() -> None:
    case = Case("a").say(1, "appeal.answered_at_once", kind="咨询").planned(1, "", 1).called(20, True)
    assert share("called_back", case) == (1, 1)
    assert [one.row.unit for one in counted("satisfaction", case).cases] == [""]


# overdue and open, periods


def test_what_is_open_is_seen_as_it_was_at_the_end_of_the_period() -> None:
    case = Case("a").accepted().dispatched().closed(60)
    early = Period(date(2026, 11, 1), date(2026, 11, 3), NOW)
    assert share("overdue_open", case, period=early) == (0, 1)
    third = Period(date(2026, 11, 1), date(2026, 11, 4), NOW)
    assert share("overdue_open", case, period=third) == (0, 0)


def test_a_closed_month_stays_as_it_was_but_for_reopenings() -> None:
    before = {code: share(code, usual("a")) for code in CODES}
    case = usual("a").reopened(800).closed(830, round_=2, begun=800)
    later = november(NOW + timedelta(days=60))
    after = {code: share(code, case, period=later) for code in CODES}
    assert {code for code in CODES if before[code] != after[code]} == {"reopened"}


def test_a_day_ends_at_midnight_in_shanghai() -> None:
    day = Period(date(2026, 11, 2), date(2026, 11, 2), NOW)
    assert day.inside(midnight(date(2026, 11, 3)) - timedelta(microseconds=1))
    assert not day.inside(midnight(date(2026, 11, 3)))
    assert day.inside(midnight(date(2026, 11, 2)))


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: rate.code)
def test_every_rate_says_in_both_languages_what_counts(rate: object) -> None:
    words = (rate.name, rate.english, rate.formula, rate.formula_en)  # type: ignore[attr-defined]
    assert all(words)
    assert "轮" in words[2] or "派单" in words[2]


def test_every_kept_type_changes_something() -> None:
    kept_types = {type_ for types in SERVICES.values() for type_ in types}
    assert {type_ for type_ in kept_types if not type_.endswith(".lapsed")} == CHANGES.keys()


def test_the_names_of_rates_are_those_that_case_pages_show() -> None:
    assert {rate.code: rate.name for rate in RATES} | {"all": "全部指标"} == WORDS
