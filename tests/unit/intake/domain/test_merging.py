"""Merging loses no asker: whoever follows is known by the case it follows, or stands alone."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from services.intake.domain.appeal.commands import Accept, AskCancel, Decline, Withdraw, appeal_stream
from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.desk_commands import (
    AddFollower,
    AnswerAtOnce,
    LeaveLeading,
    Merge,
    NoteOpened,
    RemoveFollower,
    Separate,
)
from services.intake.domain.appeal.desk_events import (
    Follower,
    FollowerAdded,
    FollowerRemoved,
    Merged,
    OrderOpened,
    Separated,
)
from services.intake.domain.appeal.events import AskAnswered, CancelAsked, Lapsed, Withdrawn
from services.intake.domain.appeal.state import Appeal, Phase
from services.intake.reactions import own, routing
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.hearing import CASE as HEARD
from tests.unit.hearing import react
from tests.unit.intake.domain.said import (
    ACCEPT_DUTY,
    ACCEPTED,
    CASE,
    FOLLOWER,
    LEADING,
    OTHER,
    STREAM,
    asked,
    received,
)
from tests.unit.small_rules import DAY, NOON, at, closed, system

given = scenario(appeal)
REASON = Text("同一件事")
MERGED = Merged(LEADING, closed("reason"))
LINK = f"{STREAM}/{OTHER}"
LED = FollowerAdded(FOLLOWER, OTHER)


def merge(**changes: Any) -> Merge:
    values: dict[str, Any] = {
        "stream": STREAM,
        "case_no": CASE,
        "moment": at(),
        "leading": LEADING,
        "leading_stream": OTHER,
        "reason": REASON,
    }
    return Merge(**{**values, **changes})


def test_a_merge_names_the_leading_case_and_keeps_the_reason_under_the_cases_key() -> None:
    outcome = given(received(), ACCEPTED).when(merge()).then(Merged(LEADING, REASON.under(f"case/{CASE}"), LINK))
    assert (outcome.state.phase, outcome.state.leading) == (Phase.MERGED, LEADING)


def test_an_appeal_cannot_follow_itself() -> None:
    given(received()).when(merge(leading_stream=STREAM)).rejected("appeal.merge_itself")


def test_merging_twice_into_the_same_case_says_nothing_new_and_into_another_is_refused() -> None:
    given(received(), MERGED).when(merge()).then()
    given(received(), MERGED).when(merge(leading="20261124-9")).rejected("appeal.merged")


def test_a_late_merge_first_says_the_lapse() -> None:
    given(received()).when(merge(moment=at(25))).then_types(Lapsed, Merged)


def test_what_others_follow_is_neither_merged_nor_declined_nor_answered_at_once() -> None:
    known = (received(), LED)
    for command in (merge(), Decline(STREAM, at(), "in_court"), AnswerAtOnce(STREAM, CASE, at(), Text("可以"))):
        given(*known).when(command).rejected("appeal.has_followers")


def test_the_leading_case_is_in_hand_and_follows_nobody() -> None:
    command = AddFollower(STREAM, at(), FOLLOWER, OTHER)
    given(received()).when(command).then(LED)
    given(received(), LED).when(command).then()
    given(received(), MERGED).when(command).rejected("appeal.leading_merged")
    given(received(), Withdrawn(None)).when(command).rejected("appeal.leading_ended")


def test_a_separated_appeal_is_what_it_was_before() -> None:
    reason = Text("不是一件事")
    command = Separate(STREAM, CASE, at(), LEADING, reason)
    apart = Separated(LEADING, reason.under(f"case/{CASE}"), "wrong", "accepted", ())
    assert given(received(), ACCEPTED, MERGED).when(command).then(apart).state.phase is Phase.ACCEPTED


def test_what_goes_back_to_the_desk_has_its_duty_anew() -> None:
    command = Separate(STREAM, CASE, at(100), LEADING, Text("不是一件事"))
    outcome = given(received(), MERGED).when(command).then_types(Separated)
    assert [duty.due_at for duty in outcome.state.duties] == [NOON + DAY * 100 / 24 + DAY]
    assert outcome.state.duties[0].limit == ACCEPT_DUTY.limit


def test_only_from_the_case_it_follows_is_it_separated() -> None:
    given(received(), MERGED).when(Separate(STREAM, CASE, at(), "20261124-9", REASON)).rejected("appeal.not_merged")
    given(received()).when(Separate(STREAM, CASE, at(), LEADING, REASON)).rejected("appeal.not_merged")


def test_the_leading_case_forgets_a_follower_once() -> None:
    command = RemoveFollower(STREAM, at(), FOLLOWER)
    assert given(received(), LED).when(command).then(FollowerRemoved(FOLLOWER)).state.followers == ()
    given(received()).when(command).then()


def test_a_follower_withdraws_alone() -> None:
    given(received(), ACCEPTED, MERGED).when(Withdraw(STREAM, at())).then(Withdrawn(None))


def test_a_leading_case_that_is_withdrawn_names_its_followers() -> None:
    followers = (Follower(FOLLOWER, OTHER),)
    given(received(), LED).when(Withdraw(STREAM, at())).then(Withdrawn(None, followers))
    outcome = given(received(), LED).when(AskCancel(STREAM, at(), "r1"))
    assert outcome.then_types(CancelAsked, Withdrawn, AskAnswered).events[1] == Withdrawn(None, followers)


@pytest.mark.parametrize("type_", ["appeal.withdrawn", "appeal.ask_answered"])
def test_our_own_word_that_a_case_was_taken_back_frees_each_follower(type_: str) -> None:
    data = {"followers": [{"case_no": FOLLOWER, "stream": OTHER}]}
    expected = [LeaveLeading(OTHER, system(), LEADING)]
    assert react(own.REACTIONS, type_, data, system(), subject=LEADING) == expected
    assert react(own.REACTIONS, type_, {}, system(), subject=LEADING) == []


def test_who_left_already_leaves_no_more() -> None:
    given(received(), MERGED).when(LeaveLeading(STREAM, at(), "20261124-9")).then()
    given(received(), MERGED, Withdrawn(None)).when(LeaveLeading(STREAM, at(), LEADING)).then()
    given(received(), MERGED).when(LeaveLeading(STREAM, at(), LEADING)).then(
        Separated(LEADING, None, "leading_withdrawn", "received", (ACCEPT_DUTY,))
    )


@pytest.mark.parametrize("before", [(), (ACCEPTED,)], ids=["received", "accepted"])
def test_where_the_leading_order_ended_the_follower_is_accepted_for_routing_has_opened_it(before: Any) -> None:
    command = LeaveLeading(STREAM, at(), LEADING, ended=True)
    outcome = given(received(), *before, MERGED).when(command)
    outcome.then(Separated(LEADING, None, "leading_ended", "accepted", ()))
    assert outcome.state.phase is Phase.ACCEPTED


def test_what_routing_opened_with_its_leading_case_need_not_be_accepted_when_it_is_separated() -> None:
    opened = given(received(), MERGED).when(NoteOpened(STREAM, at())).then(OrderOpened())
    assert (opened.state.phase, opened.state.leading) == (Phase.MERGED, LEADING)
    separated = given(received(), MERGED, OrderOpened()).when(Separate(STREAM, CASE, at(), LEADING, REASON))
    assert separated.state.phase is Phase.ACCEPTED
    assert separated.state.duties == ()


def test_what_was_separated_before_we_heard_that_it_was_opened_is_accepted_then() -> None:
    back = Separated(LEADING, None, "wrong", "received", (ACCEPT_DUTY,))
    outcome = given(received(), MERGED, back).when(NoteOpened(STREAM, at())).then(OrderOpened())
    assert (outcome.state.phase, outcome.state.duties) == (Phase.ACCEPTED, ())
    given(received(), ACCEPTED, MERGED).when(NoteOpened(STREAM, at())).then()


def test_routing_names_the_merge_of_an_order_that_it_opened_unaccepted() -> None:
    assert react(routing.REACTIONS, "work_order.opened", {"link": LINK}, system()) == [NoteOpened(STREAM, system())]
    assert react(routing.REACTIONS, "work_order.opened", {"link": ""}, system()) == []
    assert react(routing.REACTIONS, "work_order.opened", {}, system()) == []


def test_a_merge_names_both_streams_and_routing_gives_them_back() -> None:
    (merged,) = given(received()).when(merge()).events
    assert merged.link == LINK
    said = {"leading": LEADING, "link": merged.link, "round": 1, "unit": ""}
    taken_back = [LeaveLeading(STREAM, system(), LEADING)]
    for why in ("withdrawn", "cancelled"):
        assert react(routing.REACTIONS, "work_order.released", {**said, "why": why}, system()) == taken_back
    ended = [LeaveLeading(STREAM, system(), LEADING, ended=True), RemoveFollower(OTHER, system(), HEARD)]
    assert react(routing.REACTIONS, "work_order.released", {**said, "why": "transferred"}, system()) == ended
    assert react(routing.REACTIONS, "work_order.released", {**said, "why": "wrong", "link": ""}, system()) == []


def test_an_ask_of_the_source_about_a_follower_is_still_asked() -> None:
    assert asked("cancel") == given(received(), MERGED).when(AskCancel(STREAM, at(), "r1")).events[0].ask


# any people, any order

PLACES = range(4)
STREAMS = [appeal_stream("portal", str(place)) for place in PLACES]
NUMBERS = [f"20261124-{place}" for place in PLACES]


def merged_as(follower: int, leading: int) -> list[Any]:
    return [
        Merge(STREAMS[follower], NUMBERS[follower], at(), NUMBERS[leading], STREAMS[leading], REASON),
        AddFollower(STREAMS[leading], at(), NUMBERS[follower], STREAMS[follower]),
    ]


def apart_as(follower: int, leading: int) -> list[Any]:
    return [
        Separate(STREAMS[follower], NUMBERS[follower], at(), NUMBERS[leading], REASON),
        RemoveFollower(STREAMS[leading], at(), NUMBERS[follower]),
    ]


ANY = st.sampled_from(PLACES)
ONE_DEED = st.one_of(
    st.tuples(ANY, ANY).map(lambda two: merged_as(*two)),
    st.tuples(ANY, ANY).map(lambda two: merged_as(*two)),
    st.tuples(ANY, ANY).map(lambda two: apart_as(*two)),
    ANY.map(lambda one: [Withdraw(STREAMS[one], at())]),
    ANY.map(lambda one: [Accept(STREAMS[one], at())]),
    ANY.map(lambda one: [Decline(STREAMS[one], at(), "in_court")]),
    ANY.map(lambda one: [AskCancel(STREAMS[one], at(), "r1")]),
    ANY.map(lambda one: [AnswerAtOnce(STREAMS[one], NUMBERS[one], at(), Text("可以"))]),
)


def done_as_one(states: dict[str, Appeal], commands: Sequence[Any]) -> list[tuple[str, Any]]:
    """All commands or none, as the house executes them; what was said, with its stream."""
    now, said = dict(states), list[tuple[str, Any]]()
    for command in commands:
        try:
            events = appeal.decide(command, now[command.stream])
        except Rejected:
            return []
        now[command.stream] = appeal.fold(events, now[command.stream])
        said += [(command.stream, event) for event in events]
    states |= now
    return said


@over(st.lists(ONE_DEED, max_size=25))
def test_no_follower_is_ever_without_a_leading_case_that_knows_it_and_is_in_hand(deeds: list[list[Any]]) -> None:
    states = {stream: appeal.fold([received()]) for stream in STREAMS}
    for deed in deeds:
        for stream, event in done_as_one(states, deed):
            known(states)
            for follower in getattr(event, "followers", ()):
                number = NUMBERS[STREAMS.index(stream)]
                done_as_one(states, [LeaveLeading(follower.stream, system(), number)])
        known(states)
        for state in states.values():
            if state.phase is Phase.MERGED:
                assert led(states, state).phase in (Phase.RECEIVED, Phase.ACCEPTED)


def led(states: dict[str, Appeal], follower: Appeal) -> Appeal:
    return states[STREAMS[NUMBERS.index(follower.leading)]]


def known(states: dict[str, Appeal]) -> None:
    for stream, state in states.items():
        if state.phase is Phase.MERGED:
            assert led(states, state).follower(NUMBERS[STREAMS.index(stream)])
