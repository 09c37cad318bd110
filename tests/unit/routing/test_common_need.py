"""Like cases are gathered, answered once, and each closed by itself; no case is in two open needs."""

from dataclasses import replace
from typing import Any

import pytest

from services.routing.domain.common_need import common_need
from services.routing.domain.common_need.commands import Lose
from services.routing.domain.common_need.events import Answered, Closed, Gathered, Joined, Lapsed, Led, Left
from services.routing.domain.transfer.commands import EndTransfer
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.asking_commands import Cancel
from services.routing.domain.work_order.commands import Withdraw
from services.routing.domain.work_order.events import Archived, Held, Merged, Pooled, Unpooled
from services.routing.domain.work_order.events import Closed as OrderClosed
from services.routing.domain.work_order.merging_commands import AddFollower, DropFollower
from services.routing.domain.work_order.pooling_commands import Unpool
from services.routing.domain.work_order.state import State
from services.routing.reactions.other_cases import REACTIONS
from shared.kernel.text import Text, case_key
from shared.testing.given import scenario
from tests.unit.hearing import react
from tests.unit.routing.leading import CLOSE_MEMBER, POOL, UNPOOL
from tests.unit.routing.matters import ANSWER_NEED, CLOSE_NEED, GATHER, JOIN, LEAD, LEAVE, LOSE, said
from tests.unit.routing.merging import ADD, FOLLOW, FOLLOWER, LEADING, SEPARATE
from tests.unit.routing.orders import APPEAL, CASE, DESK, HEAD, NOTE, OFFICER, OPEN, STRANGER, hour, later, moment, to
from tests.unit.routing.orders import said as order_said

needs, orders = scenario(common_need), scenario(work_order)
OTHER = "20261124-BBBBBBBBBBB"


def test_like_cases_are_gathered_by_the_desk_which_sees_to_a_leader() -> None:
    gathered = needs().when(GATHER).then_types(Gathered).events[0]
    assert (gathered.members, gathered.level, gathered.title.key) == ((CASE, OTHER), "general", case_key("n1"))
    assert [(one.duty, one.unit, one.due_at) for one in gathered.duties] == [
        ("lead_common_need", "government_data", hour(10))
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"members": (CASE, CASE)}, "common_need.too_few"),
        ({"title": Text(" ")}, "common_need.no_title"),
        ({"catalogue": "moon"}, "common_need.unknown_catalogue"),
        ({"moment": moment(OFFICER)}, "common_need.not_the_desk"),
    ],
)
def test_a_need_without_what_it_needs_is_refused(change: dict[str, Any], code: str) -> None:
    needs().when(replace(GATHER, **change)).rejected(code)


def test_gathered_again_under_its_id_with_other_cases_it_is_refused_so_that_none_is_pooled_and_forgotten() -> None:
    gathered = said("common need", GATHER)
    needs(*gathered).when(GATHER).then()
    needs(*gathered).when(replace(GATHER, members=(CASE, "20261124-CCCCCCCCCCC"))).rejected("common_need.other_cases")


def test_a_case_joins_once_and_may_leave_with_a_reason() -> None:
    joined = needs(*said("common need", GATHER)).when(JOIN).then_types(Joined)
    needs(*said("common need", GATHER), *joined.events).when(JOIN).then()
    left = needs(*said("common need", GATHER)).when(LEAVE)
    assert left.state.members == (OTHER,)
    needs(*said("common need", GATHER)).when(replace(LEAVE, reason=Text(""))).rejected("common_need.no_reason")


def test_the_unit_that_leads_answers_in_time_or_it_lapses() -> None:
    led = needs(*said("common need", GATHER)).when(LEAD).then_types(Led).events[0]
    assert (led.leader, led.unit, led.due_at) == ("zhou", "housing", hour(60))
    late = needs(*said("common need", GATHER, LEAD)).when(later(ANSWER_NEED, 61)).then_types(Lapsed, Answered)
    assert (late.events[0].duty, late.events[0].unit) == ("answer_common_need", "housing")
    needs(*said("common need", GATHER, LEAD)).when(later(ANSWER_NEED, 0, STRANGER)).rejected("common_need.not_yours")


def test_the_leader_or_the_desk_closes_with_every_member_named() -> None:
    answered = said("common need", GATHER, LEAD, ANSWER_NEED)
    closed = needs(*answered).when(CLOSE_NEED).then_types(Closed).events[0]
    assert (closed.members, closed.unit, closed.resolved) == ((CASE, OTHER), "housing", True)
    needs(*answered).when(later(CLOSE_NEED, 0, DESK)).then_types(Closed)
    needs(*answered).when(later(CLOSE_NEED, 0, HEAD)).rejected("common_need.not_the_leader")


@pytest.mark.parametrize("state", [State.HELD, State.DISPATCHED, State.RETURNED, State.SIGNED])
def test_a_pooled_order_has_no_duties_of_its_own(state: State) -> None:
    before = work_order.fold(to(state))
    outcome = orders(*to(state)).when(POOL).then(Pooled(1, before.unit, "n1"))
    assert (outcome.state.duties, outcome.state.unit) == ((), "")


def test_a_case_is_in_one_open_need_at_a_time() -> None:
    orders(*to(State.POOLED)).when(POOL).then()
    orders(*to(State.POOLED)).when(replace(POOL, need="n2")).rejected("work_order.in_other_need")


def test_a_case_that_leaves_waits_for_the_desk() -> None:
    outcome = orders(*to(State.POOLED)).when(UNPOOL).then_types(Unpooled, Held)
    assert outcome.events[1].code == "left_need"
    orders(*to(State.POOLED)).when(replace(UNPOOL, need="n2")).then()


def test_each_member_is_closed_with_the_answer_and_its_own_asker() -> None:
    closed = orders(*to(State.POOLED)).when(CLOSE_MEMBER).then_types(OrderClosed).events[0]
    assert (closed.common_need, closed.leading, closed.unit, closed.contact) == ("n1", "", "finance", "followed")
    assert (closed.asker, closed.phone, closed.callback_by) == ("a1", APPEAL.phone, "us")
    orders(*to(State.SIGNED)).when(CLOSE_MEMBER).then()


def test_followers_of_a_member_are_closed_with_it() -> None:
    closed = orders(*order_said(NOTE, OPEN, ADD, POOL)).when(CLOSE_MEMBER).events[0]
    assert closed.followers == (FOLLOWER,)


def test_an_asker_may_take_back_a_pooled_case() -> None:
    orders(*to(State.POOLED)).when(Withdraw(CASE, moment())).then(Archived(1, "withdrawn", "", "n1"))


def test_a_cancelled_case_says_what_it_was_part_of_and_a_closed_one_nothing() -> None:
    cancelled = orders(*to(State.POOLED)).when(Cancel(CASE, "x", None, moment())).events[-1]
    assert (cancelled.end, cancelled.common_need) == ("cancelled", "n1")
    closed = orders(*to(State.POOLED)).when(CLOSE_MEMBER).events
    orders(*to(State.POOLED), *closed).when(Withdraw(CASE, moment())).then(Archived(1, "withdrawn", "finance"))


def test_a_case_that_ended_by_itself_is_a_member_no_more() -> None:
    gathered = said("common need", GATHER)
    lost = needs(*gathered).when(LOSE).then(Left(1, "government_data", (CASE,), None, "withdrawn"))
    assert lost.state.members == (OTHER,)
    needs(*gathered, *lost.events).when(LOSE).then()
    merged = replace(LOSE, why="merged", leading="20261124-ZZZZZZZZZZZ")
    needs(*gathered).when(merged).then(Left(1, "government_data", (CASE,), None, "merged"))
    closed = said("common need", GATHER, LEAD, LOSE, ANSWER_NEED, CLOSE_NEED)[-1]
    assert closed.members == (OTHER,)


def test_a_member_that_follows_another_member_stays_one() -> None:
    needs(*said("common need", GATHER)).when(replace(LOSE, why="merged", leading=OTHER)).then()


def test_a_member_says_what_it_was_part_of_when_it_is_merged_separated_or_taken_back_after_that() -> None:
    merged = orders(*to(State.POOLED)).when(FOLLOW).then(Merged(1, "", LEADING, "", "n1")).events
    elsewhere = orders(*to(State.POOLED), *merged).when(replace(FOLLOW, leading="20261124-ZZZZZZZZZZZ")).events
    assert [one.common_need for one in elsewhere] == ["", "n1"]
    released = orders(*to(State.POOLED), *merged).when(SEPARATE).events
    assert (released[0].common_need, released[1].code) == ("n1", "separated")
    assert orders(*to(State.POOLED), *merged).when(Withdraw(CASE, moment())).events[0].common_need == "n1"


def test_a_member_that_leaves_names_those_that_follow_it() -> None:
    given = order_said(NOTE, OPEN, ADD, POOL)
    assert orders(*given).when(UNPOOL).events[0].followers == (FOLLOWER,)
    orders(*given).when(FOLLOW).then(Merged(1, "", LEADING, "", "n1", (FOLLOWER,)))
    assert orders(*order_said(NOTE, OPEN, ADD)).when(FOLLOW).events[0].followers == ()


MERGED = (AddFollower("L", CASE, moment()), EndTransfer(CASE, moment()))


@pytest.mark.parametrize(
    ("type_", "data", "commands"),
    [
        ("merged", {"leading": "L", "common_need": "n1"}, [*MERGED, Lose("n1", CASE, "merged", moment(), "L")]),
        ("merged", {"leading": "L", "common_need": ""}, [*MERGED]),
        (
            "merged",
            {"leading": "L", "followers": [FOLLOWER]},
            [*MERGED, *(Lose("n1", one, "merged", moment(), "L") for one in (CASE, FOLLOWER))],
        ),
        ("unpooled", {"followers": [FOLLOWER]}, [Lose("n1", FOLLOWER, "merged", moment())]),
        ("released", {"why": "cancelled"}, [Lose("n1", CASE, "cancelled", moment())]),
        ("released", {"why": "wrong"}, [Lose("n1", CASE, "separated", moment())]),
    ],
)
def test_what_an_order_says_of_its_need_is_told_to_the_need(type_: str, data: Any, commands: list[Any]) -> None:
    heard = react(REACTIONS, f"work_order.{type_}", {"leading": "L", "common_need": "n1", **data}, moment())
    assert [one for one in heard if not isinstance(one, DropFollower)] == commands


def test_who_left_by_itself_is_seen_by_the_desk_and_who_was_let_go_is_already() -> None:
    left = {"members": [CASE], "why": "merged"}
    unpool = [Unpool(CASE, "n1", moment())]
    assert react(REACTIONS, "common_need.left", left, moment(), subject="common_need/n1") == unpool
    assert react(REACTIONS, "common_need.left", {**left, "why": ""}, moment(), subject="common_need/n1") == []
