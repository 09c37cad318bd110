"""Routing answers what a source asked: urge, redo, cancel."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.domain.appeal.asks import stream_of
from services.intake.domain.appeal.commands import AnswerAsk
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


REACTIONS: tuple[Reaction[AskAnswered, Moment], ...] = (
    Reaction("routing", "work_order.ask_answered", AskAnswered, ask_answered),
)
