"""An order that follows another one is closed with its answer or goes back to the desk: its asker is never lost."""

from dataclasses import replace

import pytest

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.asking_commands import Cancel, Reopen, Urge
from services.routing.domain.work_order.commands import Command, Withdraw
from services.routing.domain.work_order.events import (
    Archived,
    AskAnswered,
    Cancelled,
    Closed,
    Dropped,
    FollowerAdded,
    FollowerLeft,
    FollowersReleased,
    Held,
    Merged,
    Opened,
    Released,
    Reopened,
    Urged,
    UrgePassed,
)
from services.routing.domain.work_order.state import State
from shared.kernel.rejection import Rejected
from shared.testing.given import scenario
from tests.unit.routing.merging import (
    ADD,
    ANSWERED,
    CLOSE_FOLLOWER,
    DROP,
    FOLLOW,
    FOLLOWER,
    LEADING,
    LEAVE,
    PASS_URGE,
    RELEASE,
    SEPARATE,
)
from tests.unit.routing.orders import (
    APPEAL,
    CASE,
    CLOSE,
    NOTE,
    OPEN,
    TO_CLOSED,
    WAY,
    later,
    moment,
    said,
    sealed,
    then,
    to,
)

given = scenario(work_order)
WITHDRAW, CANCEL = Withdraw(CASE, moment()), Cancel(CASE, "ask-1", None, moment())
HEADED = said(*TO_CLOSED[:6], ADD)
"""An approved order with a follower."""


@pytest.mark.parametrize("state", [State.HELD, State.DISPATCHED, State.RETURNED, State.SIGNED, State.APPROVED])
def test_an_order_that_follows_another_has_no_duties_and_no_unit(state: State) -> None:
    before = work_order.fold(to(state))
    outcome = given(*to(state)).when(FOLLOW).then(Merged(1, before.unit, LEADING, "", before.pooled_in))
    assert (outcome.state.state, outcome.state.duties, outcome.state.unit) == (State.MERGED, (), "")


LINKED = replace(FOLLOW, link="f/l")


def test_an_appeal_merged_before_it_was_accepted_is_opened_when_it_is_closed() -> None:
    outcome = given(*said(NOTE, FOLLOW)).when(CLOSE_FOLLOWER).then_types(Opened, Closed)
    assert outcome.events[1].phone == APPEAL.phone


def test_intake_learns_of_each_order_that_was_opened_before_it_was_accepted() -> None:
    linked = given(*said(NOTE, LINKED))
    for command, place in ((CLOSE_FOLLOWER, 0), (replace(RELEASE, why="transferred"), 1), (CANCEL, 2)):
        opened = linked.when(command).events[place]
        assert isinstance(opened, Opened)
        assert opened.link == "f/l"
    accepted = given(*said(NOTE)).when(OPEN).events[0]
    assert isinstance(accepted, Opened)
    assert accepted.link == ""


def test_separated_before_it_was_accepted_it_is_intakes_again() -> None:
    separated = given(*said(NOTE, FOLLOW)).when(SEPARATE).then_types(Released)
    assert separated.state.state is State.NOTED
    assert work_order.decide(OPEN, separated.state)


def test_released_before_it_was_accepted_it_is_opened_for_the_desk_unless_intake_takes_it_up_again() -> None:
    given(*said(NOTE, FOLLOW)).when(replace(RELEASE, why="transferred")).then_types(Released, Opened, Held)
    given(*said(NOTE, FOLLOW)).when(RELEASE).then_types(Released)
    given(*said(NOTE, FOLLOW)).when(replace(RELEASE, why="cancelled")).then_types(Released, Opened, Held)
    given(*said(NOTE, LINKED)).when(replace(RELEASE, why="cancelled")).then_types(Released)


def test_intake_is_given_back_its_name_for_a_merge_whose_leading_case_ended_and_no_other() -> None:
    released = given(*said(NOTE, OPEN, LINKED)).when(RELEASE).then_types(Released, Held).events[0]
    assert (released.link, released.why) == ("f/l", "withdrawn")
    assert given(*said(NOTE, OPEN, LINKED)).when(SEPARATE).events[0].link == ""
    assert given(*said(NOTE, OPEN, LINKED)).when(WITHDRAW).events[0].link == ""


def test_withdrawn_before_it_was_accepted_a_follower_leaves_without_an_order() -> None:
    given(*said(NOTE, FOLLOW)).when(WITHDRAW).then_types(Released, Dropped)
    given(*said(NOTE, FOLLOW)).when(CANCEL).then_types(AskAnswered, Released, Opened, Cancelled, Archived)


def test_a_closed_order_keeps_its_own_answer() -> None:
    given(*to(State.CLOSED)).when(FOLLOW).then()


def test_merged_into_another_case_it_leaves_the_first() -> None:
    other = replace(FOLLOW, leading="20261124-CCCCCCCCCCC")
    given(*to(State.MERGED)).when(other).then(
        Released(1, "", LEADING, "merged_elsewhere"), Merged(1, "", other.leading)
    )


def test_a_follower_is_closed_with_the_leading_answer_and_its_own_asker() -> None:
    outcome = given(*to(State.MERGED)).when(later(CLOSE_FOLLOWER, 5)).then_types(Closed)
    closed = outcome.events[0]
    assert (closed.unit, closed.public, closed.leading, closed.contact) == (
        "finance",
        ANSWERED.public,
        LEADING,
        "followed",
    )
    assert (closed.asker, closed.name, closed.phone, closed.callback_by) == ("a1", APPEAL.name, APPEAL.phone, "us")
    assert outcome.state.state is State.CLOSED


def test_the_answer_of_another_leading_case_closes_nothing() -> None:
    given(*to(State.MERGED)).when(replace(CLOSE_FOLLOWER, leading="20261124-CCCCCCCCCCC")).then()


def test_a_dissatisfied_follower_has_a_round_of_its_own_with_the_leading_unit_and_level() -> None:
    ask = Reopen(CASE, "ask-1", "dissatisfied", 1, None, moment())
    outcome = given(*to(State.MERGED), *said_from(State.MERGED, CLOSE_FOLLOWER)).when(ask)
    reopened = outcome.events[-1]
    assert isinstance(reopened, Reopened)
    assert (reopened.unit, reopened.catalogue, reopened.level, reopened.round) == ("finance", "loan", "key", 2)
    assert outcome.state.leading == ""


def test_closing_the_leading_order_names_its_followers_once() -> None:
    outcome = given(*HEADED).when(CLOSE).then_types(Closed)
    assert outcome.events[0].followers == (FOLLOWER,)
    assert (outcome.events[0].catalogue, outcome.events[0].level) == ("heat", "general")
    assert outcome.state.followers == ()


def test_who_follows_after_the_closing_gets_the_answer_at_once() -> None:
    answer = work_order.fold(to(State.CLOSED)).public
    given(*to(State.CLOSED)).when(ADD).then(FollowerAdded(1, "housing", FOLLOWER, "heat", "general", True, answer))


def test_added_twice_it_follows_once() -> None:
    given(*HEADED).when(ADD).then()


def test_a_follower_that_left_is_not_closed_with_the_others() -> None:
    outcome = given(*HEADED).when(LEAVE).then(FollowerLeft(1, "housing", FOLLOWER))
    assert given(*HEADED, *outcome.events).when(CLOSE).events[0].followers == ()


@pytest.mark.parametrize(("command", "why"), [(WITHDRAW, "withdrawn"), (CANCEL, "cancelled")])
def test_a_leading_order_that_ends_without_an_answer_releases_its_followers(command: object, why: str) -> None:
    outcome = given(*said(*TO_CLOSED[:3], ADD)).when(command)
    assert FollowersReleased(1, "housing", why, (FOLLOWER,)) in outcome.events
    assert outcome.state.followers == ()
    assert outcome.state.state is State.ARCHIVED


@pytest.mark.parametrize("command", [DROP, WITHDRAW])
def test_a_leading_appeal_that_ends_in_intake_releases_its_followers(command: object) -> None:
    given(*said(NOTE, ADD)).when(command).then_types(Dropped, FollowersReleased)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (said(NOTE, DROP), "declined"),
        ((*to(State.SIGNED), *said(*WAY[State.SIGNED], WITHDRAW)[-1:]), "withdrawn"),
        (to(State.MERGED), "merged"),
    ],
)
def test_who_comes_to_an_order_without_an_answer_is_released_at_once(before: tuple[object, ...], why: str) -> None:
    outcome = given(*before).when(ADD).then_types(FollowerAdded, FollowersReleased)
    assert (outcome.events[1].why, outcome.events[1].followers) == (why, (FOLLOWER,))


def test_a_follower_may_be_added_before_the_leading_appeal_was_heard_of() -> None:
    outcome = given().when(ADD).then(FollowerAdded(1, "", FOLLOWER))
    assert given(*outcome.events).when(NOTE).state.followers == (FOLLOWER,)


def test_a_released_follower_waits_for_the_dispatch_desk() -> None:
    outcome = given(*to(State.MERGED)).when(RELEASE).then_types(Released, Held)
    assert (outcome.events[1].code, outcome.events[1].duties[0].duty) == ("leader_ended", "dispatch")
    assert outcome.state.state is State.HELD


def test_a_wrong_merge_goes_back_to_the_desk() -> None:
    outcome = given(*to(State.MERGED)).when(SEPARATE).then_types(Released, Held)
    assert outcome.events[1].code == "separated"


def test_a_merge_found_wrong_after_the_closing_begins_another_round() -> None:
    closed = said_from(State.MERGED, CLOSE_FOLLOWER)
    outcome = given(*to(State.MERGED), *closed).when(SEPARATE).then_types(Reopened)
    assert (outcome.events[0].why, outcome.events[0].round) == ("separated", 2)


def test_with_the_leading_appeal_withdrawn_it_waits_for_the_desk_as_well() -> None:
    outcome = given(*to(State.MERGED)).when(replace(SEPARATE, why="leading_withdrawn")).then_types(Released, Held)
    assert outcome.events[1].code == "leader_ended"


def test_an_order_that_followed_nobody_is_not_separated() -> None:
    given(*to(State.CLOSED)).when(SEPARATE).then()


def test_an_asker_who_withdraws_leaves_the_leading_case() -> None:
    given(*to(State.MERGED)).when(WITHDRAW).then(Released(1, "", LEADING, "withdrawn"), Archived(1, "withdrawn", ""))


def test_an_appeal_never_heard_of_cannot_follow() -> None:
    with pytest.raises(Rejected, match=r"work_order\.unknown"):
        work_order.decide(FOLLOW, work_order.initial)


def test_followers_of_a_follower_are_closed_with_it() -> None:
    outcome = given(*said(NOTE, OPEN, ADD, FOLLOW)).when(CLOSE_FOLLOWER).then_types(Closed)
    assert outcome.events[0].followers == (FOLLOWER,)


def said_from(state: State, command: Command) -> tuple[object, ...]:
    """What the command leads to in this state."""
    return tuple(work_order.decide(command, work_order.fold(to(state))))


def test_the_follower_keeps_the_home_of_the_answer() -> None:
    (closed,) = said_from(State.MERGED, CLOSE_FOLLOWER)
    assert isinstance(closed, Closed)
    assert closed.public == sealed("public")


def test_an_urge_of_a_follower_is_accepted_and_passed_to_the_leading_case() -> None:
    answered, passed = then(to(State.MERGED), Urge(CASE, "ask-1", sealed("text"), moment()))
    assert (answered.accepted, answered.code) == (True, "")
    assert passed == UrgePassed(1, "ask-1", LEADING, sealed("text"))


@pytest.mark.parametrize(
    ("state", "unit"), [(State.SIGNED, "housing"), (State.HELD, "government_data"), (State.POOLED, "government_data")]
)
def test_who_has_the_leading_case_is_urged_once(state: State, unit: str) -> None:
    (urged,) = then(to(state), PASS_URGE)
    assert urged == Urged(1, "ask-9", unit, None)
    assert then([*to(state), urged], PASS_URGE) == []


def test_a_leading_case_that_follows_another_one_passes_the_urge_on() -> None:
    assert then(to(State.MERGED), PASS_URGE) == [UrgePassed(1, "ask-9", LEADING, None)]
    assert then(to(State.CLOSED), PASS_URGE) == []
