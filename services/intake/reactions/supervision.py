"""Supervision answers the callback's result that a source reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.domain.appeal.asks import stream_of
from services.intake.domain.appeal.commands import AnswerAsk
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class SourceAnswered:
    ask: str
    accepted: bool
    code: str = ""


def source_answered(event: SourceAnswered, heard: Heard, moment: Moment) -> Sequence[AnswerAsk]:  # noqa: ARG001
    return (AnswerAsk(stream_of(event.ask), moment, event.ask, event.accepted, event.code),)


REACTIONS: tuple[Reaction[SourceAnswered, Moment], ...] = (
    Reaction("supervision", "callback.source_answered", SourceAnswered, source_answered),
)
