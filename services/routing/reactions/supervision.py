"""Supervision heard: a settled callback archives the order; dissatisfaction asks for another round."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.routing.domain.work_order.asking_commands import Reopen
from services.routing.domain.work_order.commands import Archive
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class CallbackSettled:
    round: int
    end: str


@dataclass(frozen=True, slots=True)
class ReopenAsked:
    round: int
    ask: str


def settled(event: CallbackSettled, heard: Heard, moment: Moment) -> Sequence[Archive]:
    return [Archive(heard.subject, event.round, event.end, moment)]


def reopen_asked(event: ReopenAsked, heard: Heard, moment: Moment) -> Sequence[Reopen]:
    return [Reopen(heard.subject, event.ask, "dissatisfied", event.round, None, moment)]


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("supervision", "callback.settled", CallbackSettled, settled),
    Reaction("supervision", "callback.reopen_asked", ReopenAsked, reopen_asked),
)
