"""Merging (并案) without losing an asker: the follower says whom it follows, the leading appeal says who follows it.

Both are commands of one unit of work. When the leading appeal is taken back, its followers stand alone again.
"""

from services.intake.domain.appeal.desk_commands import AddFollower, LeaveLeading, Merge, RemoveFollower, Separate
from services.intake.domain.appeal.desk_events import FollowerAdded, FollowerRemoved, Merged, Separated
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
    return [Merged(command.leading, command.reason.under(case_key(command.case_no)))]


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
    back_to = str(appeal.before)
    return [Separated(command.leading, reason, "wrong", back_to, duties(appeal, command.moment))]


def remove_follower(appeal: Appeal, command: RemoveFollower) -> list[FollowerRemoved]:
    return [FollowerRemoved(command.follower)] if appeal.follower(command.follower) else []


def leave_leading(appeal: Appeal, command: LeaveLeading) -> list[Separated]:
    """Nothing where it was separated, withdrawn or merged elsewhere meanwhile."""
    if appeal.phase is not Phase.MERGED or appeal.leading != command.leading:
        return []
    back_to = str(appeal.before)
    return [Separated(command.leading, None, "leading_withdrawn", back_to, duties(appeal, command.moment))]


def duties(appeal: Appeal, moment: Moment) -> tuple[Duty, ...]:
    """What the desk must do again."""
    return (accept_duty(moment, urgent=appeal.urgent),) if appeal.before is Phase.RECEIVED else ()


def alone(appeal: Appeal) -> None:
    """Rejected while others follow this appeal: what ends it would end theirs unheard."""
    if appeal.followers:
        raise Rejected("appeal.has_followers", count=len(appeal.followers))
