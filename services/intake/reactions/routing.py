"""Routing answers what a source asked — urge, redo, cancel — and ends merges whose leading case comes to no answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.intake.domain.appeal.asks import stream_of
from services.intake.domain.appeal.commands import AnswerAsk
from services.intake.domain.appeal.desk_commands import LeaveLeading, NoteOpened, RemoveFollower
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment

OURS = frozenset({"urge", "redo", "cancel"})


@dataclass(frozen=True, slots=True)
class AskAnswered:
    ask: str
    kind: str
    accepted: bool
    code: str = ""


def ask_answered(event: AskAnswered, heard: Heard, moment: Moment) -> Sequence[AnswerAsk]:  # noqa: ARG001
    """Answers to other services' asks (reopen) are not ours."""
    if event.kind not in OURS:
        return ()
    return (AnswerAsk(stream_of(event.ask), moment, event.ask, event.accepted, event.code),)


TAKEN_BACK = frozenset({"withdrawn", "cancelled"})


@dataclass(frozen=True, slots=True)
class Released:
    """`link` is ours, as `appeal.merged` said it: there only where the leading order ended without an answer."""

    leading: str
    why: str
    link: str = ""


def released(event: Released, heard: Heard, moment: Moment) -> Sequence[LeaveLeading | RemoveFollower]:
    """The follower stands alone again. Where the leading asker took it back we said so already, or say it now."""
    if not event.link:
        return ()
    follower, _, leading = event.link.partition("/")
    if event.why in TAKEN_BACK:
        return (LeaveLeading(follower, moment, event.leading),)
    left = LeaveLeading(follower, moment, event.leading, ended=True)
    return left, RemoveFollower(leading, moment, heard.subject)


@dataclass(frozen=True, slots=True)
class Opened:
    """`link` is there only where we had not accepted the appeal."""

    link: str = ""


def opened(event: Opened, heard: Heard, moment: Moment) -> Sequence[NoteOpened]:  # noqa: ARG001
    """It followed a case that is at its end."""
    return (NoteOpened(event.link.partition("/")[0], moment),) if event.link else ()


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("routing", "work_order.ask_answered", AskAnswered, ask_answered),
    Reaction("routing", "work_order.released", Released, released),
    Reaction("routing", "work_order.opened", Opened, opened),
)
