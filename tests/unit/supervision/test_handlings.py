"""Whose handling a lapse and a closing belong to. Each of these was found by simulated histories."""

from datetime import date

from services.supervision.domain.assessment.brief import lapses_of
from services.supervision.domain.assessment.period import Period
from shared.kernel.times import stamp
from tests.unit.supervision.stories import NOVEMBER, Case, duty, hour, rows, share


def test_a_part_of_the_unit_that_later_leads_is_no_lapse_of_its_handling() -> None:
    case = Case("a").accepted().dispatched()
    case.unit(5, "transferred", "housing", to="finance", outside=False, duties=[])
    case.dispatched(5, "finance").unit(6, "signed", "finance")
    case.say(8, "part.lapsed", round=1, duty="sign", unit="finance", due_at=stamp(hour(8)))
    assert share("signed_in_time", case) == (1, 1)
    assert [lapse.duty for row in rows(case, as_of=hour(9)) for lapse in row.elsewhere] == ["sign"]


def test_what_is_closed_before_the_withdrawal_is_heard_is_the_units_own_closing() -> None:
    case = Case("a").accepted().dispatched().say(20, "appeal.withdrawn").closed(30)
    assert share("closed_in_time", case) == (1, 1)
    assert share("reopened", case) == (0, 1)
    assert share("called_back", case.called(40, True)) == (1, 1)


def test_a_withdrawn_case_stays_in_the_units_hands_until_the_order_ends() -> None:
    case = Case("a").accepted().dispatched().unit(2, "signed").unit(3, "contacted", reached=True)
    case.say(10, "appeal.withdrawn").archived(12, "withdrawn")
    day = date(2026, 11, 2)
    assert share("overdue_open", case, period=Period(day, day, hour(11))) == (0, 1)
    assert share("overdue_open", case, period=Period(day, day, hour(13))) == (0, 0)


def test_what_was_overdue_when_a_unit_got_it_back_is_charged_to_the_second_handling_alone() -> None:
    case = Case("a").accepted().dispatched()
    case.unit(2, "returned", duties=[duty("settle_return", "desk", 6)]).unit(3, "return_settled", accepted=True)
    case.say(3, "work_order.held", round=1, duties=[duty("dispatch", "desk", 90)])
    overdue = [duty("sign", "housing", 54), duty("answer", "housing", 10)]
    case.lapsed("answer", 10).unit(50, "dispatched", duties=overdue).closed(60, begun=50)
    assert [[lapse.duty for lapse in row.lapses] for row in rows(case)] == [[], ["answer"]]
    assert share("closed_in_time", case) == (0, 1)


def test_such_a_lapse_is_told_once_in_the_brief() -> None:
    case = Case("a").accepted().lapsed("answer", 2).dispatched(5, duties=[duty("answer", "housing", 2)])
    assert [lapse.duty for _, lapse in lapses_of(rows(case), NOVEMBER)] == ["answer"]
