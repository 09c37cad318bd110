"""What we said ourselves about one case and must say in others: followers of a case that was taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.domain.appeal.desk_commands import LeaveLeading
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Follower:
    stream: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Entries of earlier releases name no followers: nothing could be merged then."""

    followers: tuple[Follower, ...] = ()


def taken_back(event: TakenBack, heard: Heard, moment: Moment) -> Sequence[LeaveLeading]:
    """Each follower stands alone again."""
    return [LeaveLeading(follower.stream, moment, heard.subject) for follower in event.followers]


REACTIONS: tuple[Reaction[TakenBack, Moment], ...] = (
    Reaction("intake", "appeal.withdrawn", TakenBack, taken_back),
    Reaction("intake", "appeal.ask_answered", TakenBack, taken_back),
)
