"""Merging (并案) without losing an asker: the follower says whom it follows, the leading appeal says who follows it.

Both are commands of one unit of work. When the leading appeal is taken back, its followers stand alone again.
"""

from services.intake.domain.appeal.desk_commands import (
    AddFollower,
    LeaveLeading,
    Merge,
    NoteOpened,
    RemoveFollower,
    Separate,
)
from services.intake.domain.appeal.desk_events import FollowerAdded, FollowerRemoved, Merged, OrderOpened, Separated
from services.intake.domain.appeal.phases import must_be
from services.intake.domain.appeal.receive import accept_duty
from services.intake.domain.appeal.state import Appeal, Phase
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key
from shared.rules.moment import Moment


def merge(appeal: Appeal, command: Merge) -> list[Merged]:
    if command.stream == command.leading_stream:
        raise Rejected("appeal.merge_itself")
    if appeal.phase is Phase.MERGED and appeal.leading == command.leading:
        return []
    must_be(appeal, Phase.RECEIVED, Phase.ACCEPTED)
    alone(appeal)
    reason = command.reason.under(case_key(command.case_no))
    return [Merged(command.leading, reason, link(command.stream, command.leading_stream))]


def link(follower: str, leading: str) -> str:
    """The two streams as one name, which routing gives back."""
    return f"{follower}/{leading}"


def add_follower(appeal: Appeal, command: AddFollower) -> list[FollowerAdded]:
    if appeal.phase is Phase.MERGED:
        raise Rejected("appeal.leading_merged", leading=appeal.leading)
    if appeal.phase not in (Phase.RECEIVED, Phase.ACCEPTED):
        raise Rejected("appeal.leading_ended")
    if appeal.follower(command.follower):
        return []
    return [FollowerAdded(command.follower, command.follower_stream)]


def separate(appeal: Appeal, command: Separate) -> list[Separated]:
    if appeal.phase is not Phase.MERGED or appeal.leading != command.leading:
        raise Rejected("appeal.not_merged")
    reason = command.reason.under(case_key(command.case_no))
    duties = accepting(appeal.before, appeal, command.moment)
    return [Separated(command.leading, reason, "wrong", str(appeal.before), duties)]


def remove_follower(appeal: Appeal, command: RemoveFollower) -> list[FollowerRemoved]:
    return [FollowerRemoved(command.follower)] if appeal.follower(command.follower) else []


def leave_leading(appeal: Appeal, command: LeaveLeading) -> list[Separated]:
    """Nothing where it was separated, withdrawn or merged elsewhere meanwhile."""
    if appeal.phase is not Phase.MERGED or appeal.leading != command.leading:
        return []
    back_to = Phase.ACCEPTED if command.ended else appeal.before
    why = "leading_ended" if command.ended else "leading_withdrawn"
    return [Separated(command.leading, None, why, str(back_to), accepting(back_to, appeal, command.moment))]


def note_opened(appeal: Appeal, command: NoteOpened) -> list[OrderOpened]:  # noqa: ARG001
    """Also where the desk has separated it meanwhile: there is nothing to accept any more."""
    unaccepted = appeal.before if appeal.phase is Phase.MERGED else appeal.phase
    return [OrderOpened()] if unaccepted is Phase.RECEIVED else []


def accepting(back_to: Phase, appeal: Appeal, moment: Moment) -> tuple[Duty, ...]:
    """What the desk must do again."""
    return (accept_duty(moment, urgent=appeal.urgent),) if back_to is Phase.RECEIVED else ()


def alone(appeal: Appeal) -> None:
    """Rejected while others follow this appeal: what ends it would end theirs unheard."""
    if appeal.followers:
        raise Rejected("appeal.has_followers", count=len(appeal.followers))
