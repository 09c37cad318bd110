"""Cases that leave a unit's hands without its closing them: transferred, merged, taken into a common need, separated."""

from services.supervision.domain.assessment.brief import oldest_of
from services.supervision.domain.assessment.period import Period
from shared.kernel.times import stamp
from tests.unit.supervision.stories import NOVEMBER, Case, counted, duty, hour, numbers, rows, share, usual


def known_at(hours: float) -> Period:
    return Period(NOVEMBER.since, NOVEMBER.last, hour(hours))


# transfer


def test_a_transfer_ends_the_handling_of_the_first_unit_and_the_other_begins_anew() -> None:
    case = Case("a").accepted().dispatched().unit(2, "signed").unit(3, "contacted", reached=True)
    case.unit(20, "transferred", to="finance", outside=False, duties=[]).dispatched(20, "finance")
    first, second = rows(case, as_of=hour(21))
    assert (first.unit, first.ended_at, second.unit, second.open) == ("housing", hour(20), "finance", True)
    assert numbers(counted("closed_in_time", case.closed(40, "finance", begun=20))) == ["a"]
    assert share("closed_in_time", case) == (1, 1)


def test_a_transfer_outside_is_nobody_s_failure() -> None:
    case = Case("a").accepted().dispatched().unit(2, "signed").unit(3, "contacted", reached=True)
    case.unit(20, "transferred", to="", outside=True, duties=[duty("confirm_transfer", "desk", 40)])
    case.say(40, "transfer.lapsed", round=1, duty="confirm_transfer", unit="desk", due_at=stamp(hour(40)))
    case.archived(60, "transfer_confirmed")
    assert share("closed_in_time", case) == (0, 0)
    assert share("overdue_open", case) == (0, 0)
    assert [lapse.duty for lapse in rows(case)[0].elsewhere] == ["confirm_transfer"]


def test_a_case_that_the_desk_transfers_outside_is_not_late_for_dispatch() -> None:
    case = Case("a").accepted().say(0, "work_order.held", round=1, duties=[duty("dispatch", "desk", 4)])
    case.unit(2, "transferred", "", to="", outside=True, duties=[duty("confirm_transfer", "desk", 40)])
    assert rows(case)[0].elsewhere == []


# merged cases


def merged() -> tuple[Case, Case]:
    """`b` is merged into `a` after it was dispatched: closed with it, and called back on its own."""
    leading = usual("a")
    follower = Case("b", 1).accepted(1).dispatched(2).unit(3, "signed").say(4, "appeal.merged", leading="a")
    follower.say(4, "work_order.merged", round=1, leading="a")
    follower.unit(30, "closed", leading="a").planned(30).called(51, False)
    return leading, follower


def test_a_merged_case_is_called_back_on_its_own_and_is_nobody_s_second_handling() -> None:
    leading, follower = merged()
    assert share("closed_in_time", leading, follower) == (1, 1)
    assert share("reopened", leading, follower) == (0, 1)
    assert share("called_back", leading, follower) == (2, 2)
    assert share("satisfaction", leading, follower) == (1, 2)
    assert share("response", leading, follower) == (2, 2)
    assert share("overdue_open", leading, follower) == (0, 0)


def test_what_is_done_again_after_closing_with_the_leading_case_is_no_reopening_of_a_unit_s_closing() -> None:
    _, follower = merged()
    follower.reopened(60).closed(80, round_=2, begun=60)
    assert share("reopened", follower) == (0, 1)
    assert [one.row.round for one in counted("closed_in_time", follower).cases] == [2]


def test_a_separated_case_must_be_accepted_by_the_time_it_was_given_anew() -> None:
    case = Case("b").say(1, "appeal.merged", leading="a")
    case.say(10, "appeal.separated", duties=[duty("accept", "desk", 14)])
    assert share("response", case, period=known_at(13)) == (1, 1)
    assert [lapse.due_at for lapse in rows(case)[0].elsewhere] == [hour(14)]
    assert share("response", case) == (0, 1)
    case.accepted(13)
    assert share("response", case) == (1, 1)


def test_who_is_withdrawn_while_following_is_over_though_the_order_is_released_later() -> None:
    case = Case("b").say(1, "appeal.merged", leading="a").say(1, "work_order.merged", round=1, leading="a")
    case.say(5, "appeal.withdrawn").say(6, "work_order.released", round=1)
    (row,) = rows(case)
    assert (row.case_open, row.end) == (False, "withdrawn")
    assert oldest_of([row]) == []


# common needs


def pooled() -> Case:
    """Taken into a common need before it was signed, and closed with the answer of that."""
    case = Case("a").accepted().dispatched().say(3, "work_order.pooled", round=1)
    return case.unit(200, "closed", leading="").planned(200)


def test_what_is_taken_into_a_common_need_owes_nothing_any_more() -> None:
    case = pooled()
    (row,) = rows(case, as_of=hour(199))
    assert (row.ended_at, row.running, row.lapses) == (hour(3), {}, [])
    assert share("overdue_open", case, period=known_at(199)) == (0, 0)
    assert share("signed_in_time", case) == (0, 0)
    assert share("first_contact", case) == (0, 0)


def test_closing_with_a_common_need_is_nobody_s_closing_and_is_called_back() -> None:
    case = pooled().called(210, False)
    assert share("closed_in_time", case) == (0, 0)
    assert share("reopened", case) == (0, 0)
    assert share("called_back", case) == (1, 1)
    assert [(one.row.unit, one.met) for one in counted("satisfaction", case).cases] == [("housing", False)]


def test_what_was_late_before_stays_so() -> None:
    case = Case("a").accepted().dispatched().lapsed("sign", 5).say(7, "work_order.pooled", round=1)
    assert share("signed_in_time", case) == (0, 1)
    assert share("first_contact", case) == (0, 0)


def test_what_the_desk_takes_into_a_common_need_is_not_late_for_dispatch() -> None:
    case = Case("a").accepted().say(0, "work_order.held", round=1, duties=[duty("dispatch", "desk", 4)])
    case.say(2, "work_order.pooled", round=1)
    assert rows(case)[0].elsewhere == []


def test_what_leaves_a_common_need_is_dispatched_and_handled_anew() -> None:
    case = Case("a").accepted().dispatched().say(3, "work_order.pooled", round=1)
    case.say(10, "work_order.held", round=1, duties=[duty("dispatch", "desk", 14)])
    case.dispatched(12, "finance").closed(40, "finance", begun=12)
    assert numbers(counted("closed_in_time", case)) == ["a"]
    assert share("signed_in_time", case) == (1, 1)
    assert [row.unit for row in rows(case)] == ["housing", "finance"]


# what the acceptance waits for, and what is corrected


def test_what_is_marked_urgent_must_be_accepted_sooner() -> None:
    case = Case("a").say(1, "appeal.urgency_marked", duties=[duty("accept", "desk", 2)]).accepted(3)
    assert share("response", case) == (0, 1)
    unmoved = Case("b").say(1, "appeal.urgency_marked", duties=[]).accepted(3)
    assert share("response", unmoved) == (1, 1)


def test_a_corrected_kind_or_place_is_what_figures_are_grouped_by() -> None:
    case = usual("a", kind="咨询", place="hailar/east")
    case.say(60, "appeal.corrected", field="kind", clear="投诉")
    case.say(61, "appeal.corrected", field="place", clear="hailar/west")
    case.say(62, "appeal.corrected", field="name", clear="")
    (row,) = rows(case)
    assert (row.kind, row.place) == ("投诉", "hailar/west")
