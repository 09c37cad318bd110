"""Merged cases: an order that follows another one is closed with its answer, or goes back to the dispatch desk.

Each case is told by what was said in the other, in any order; so nothing here is refused. Nobody may be lost: whoever
comes to an order that has ended is closed or released at once.
"""

from collections.abc import Sequence
from dataclasses import replace

from services.routing.domain.work_order.appeal import appeal_of
from services.routing.domain.work_order.events import (
    Closed,
    Dropped,
    Event,
    FollowerAdded,
    FollowerLeft,
    FollowersReleased,
    Merged,
    Opened,
    Released,
    Reopened,
)
from services.routing.domain.work_order.guards import refused
from services.routing.domain.work_order.merging_commands import (
    AddFollower,
    CloseFollower,
    Drop,
    DropFollower,
    Follow,
    LeadingAnswer,
    Release,
    Separate,
)
from services.routing.domain.work_order.opening import held
from services.routing.domain.work_order.reopening import reopened
from services.routing.domain.work_order.state import State, WorkOrder
from shared.rules.moment import Moment

NO_ANSWER = frozenset({"withdrawn", "cancelled", "transfer_confirmed"})
"""Ends of an archived order that leave nothing for followers to be told."""
ELSEWHERE = "merged_elsewhere"


def follow(command: Follow, order: WorkOrder) -> Sequence[Event]:
    """What is closed already keeps the answer it had. One that intake had not accepted is not opened for this."""
    if order.state is State.UNKNOWN:
        refused(order)
    if order.state in (State.CLOSED, State.ARCHIVED) or order.leading == command.leading:
        return []
    left = [_released(order, ELSEWHERE)] if order.state is State.MERGED else []
    need = order.counted_in
    with_it = order.followers if need else ()
    return [*left, Merged(order.round, order.unit, command.leading, command.link, need, with_it)]


def separate(command: Separate, order: WorkOrder) -> Sequence[Event]:
    """Back to the dispatch desk, or to intake's if that had not accepted it; after closing, another round by the unit
    whose answer it was, as far as there are any."""
    if order.leading != command.leading:
        return []
    if order.state is not State.MERGED:
        return _again(command, order)
    code = "separated" if command.why == "wrong" else "leader_ended"
    left = _released(order, command.why)
    return [left] if order.noted else [left, held(order, code, (), command.moment)]


def _again(command: Separate, order: WorkOrder) -> list[Reopened]:
    ended = order.withdrawn or order.end in NO_ANSWER
    used_up = order.round >= command.moment.rules.numbers["rounds"]
    return [] if ended or used_up else [reopened(order, "", "separated", None, command.moment)]


def drop(command: Drop, order: WorkOrder) -> Sequence[Event]:
    """Kept for those who may follow: intake has ended it."""
    if order.state is State.MERGED and order.noted:
        return [_released(order, command.why), *_dropped(order, command.why)]
    return _dropped(order, command.why) if order.state is State.NOTED and not order.over else []


def _dropped(order: WorkOrder, why: str) -> list[Event]:
    return [Dropped(order.round, order.unit, why), *let_go(order, why)]


def let_go(order: WorkOrder, why: str) -> list[FollowersReleased]:
    """The order comes to no answer of ours: its followers are released, if it has any."""
    return [FollowersReleased(order.round, order.unit, why, order.followers)] if order.followers else []


def add(command: AddFollower, order: WorkOrder) -> Sequence[Event]:
    """Closed or ended already, it closes or releases the newcomer at once."""
    if command.follower in order.followers:
        return []
    answered = order.state is State.CLOSED or (order.state is State.ARCHIVED and order.end not in NO_ANSWER)
    if answered:
        said = FollowerAdded(
            order.round, order.unit, command.follower, order.catalogue, order.level, order.resolved, order.public
        )
        return [said]
    added = FollowerAdded(max(order.round, 1), order.unit, command.follower)
    why = _no_leader(order)
    return [added, *(let_go(replace(order, followers=(command.follower,)), why) if why else [])]


def _no_leader(order: WorkOrder) -> str:
    """Why nobody can follow this order, or "". One that follows another itself leads nobody new: no two follow each
    other."""
    if order.state is State.ARCHIVED:
        return order.end
    return {State.MERGED: "merged", State.TRANSFERRED: "transferred", State.NOTED: order.over}.get(order.state, "")


def leave(command: DropFollower, order: WorkOrder) -> Sequence[Event]:
    if command.follower not in order.followers:
        return []
    return [FollowerLeft(order.round, order.unit, command.follower)]


def close_follower(command: CloseFollower, order: WorkOrder) -> Sequence[Event]:
    """With an entry of its own, its own asker and its own callback; those that follow it are closed by it in turn."""
    if not _follows(order, command.leading):
        return []
    return [*opening(order), closed_with(order, command.answer, command.moment, leading=command.leading)]


def closed_with(
    order: WorkOrder, answer: LeadingAnswer, moment: Moment, *, leading: str = "", common_need: str = ""
) -> Closed:
    """The order closed with the answer of another case, or of a common need."""
    asking = order.asking
    return Closed(
        round=order.round,
        unit=answer.unit,
        closed_at=moment.at,
        resolved=answer.resolved,
        contact="followed",
        public=answer.public,
        callback_by=asking.callback_by,
        asker=asking.asker,
        name=asking.name,
        phone=asking.phone,
        anonymous=asking.anonymous,
        leading=leading,
        followers=order.followers,
        common_need=common_need,
        catalogue=answer.catalogue,
        level=answer.level,
        confidential=asking.confidential,
    )


def release(command: Release, order: WorkOrder) -> Sequence[Event]:
    if not _follows(order, command.leading):
        return []
    left = replace(_released(order, command.why), link=order.link)
    if order.noted and (command.why == "withdrawn" or (command.why == "cancelled" and order.link)):
        return [left]  # intake takes it up again: by its own word of the withdrawal, or by this one
    return [left, *opening(order), held(order, "leader_ended", (), command.moment)]


def ending(order: WorkOrder, why: str) -> list[Event]:
    """What goes before the end of an order that others may follow, or that follows another one."""
    left: list[Event] = [_released(order, why)] if order.state is State.MERGED else []
    return [*left, *opening(order), *let_go(order, why)]


def opening(order: WorkOrder) -> list[Opened]:
    """The order is opened now, if intake never accepted its appeal."""
    return [Opened(**appeal_of(order.noted), link=order.link)] if order.noted is not None else []


def _follows(order: WorkOrder, leading: str) -> bool:
    return order.state is State.MERGED and order.leading == leading


def _released(order: WorkOrder, why: str) -> Released:
    """Merged elsewhere, it says next what it is part of."""
    part_of = "" if why == ELSEWHERE else order.counted_in
    return Released(order.round, order.unit, order.leading, why, common_need=part_of)
