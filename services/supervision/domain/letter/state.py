"""Where a letter stands, and what each event makes of it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from services.supervision.domain.letter.events import Accepted, Event, Issued, Lapsed, Replied, Withdrawn
from shared.kernel.duty import Duty


class Phase(StrEnum):
    """The values are the last part of the codes by which deeds are refused. `WITH_CARD`: made out by a rule."""

    UNKNOWN = "unknown"
    WITH_CARD = "with_card"
    WRITTEN = "not_replied"
    REPLIED = "replied"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Letter:
    phase: Phase = Phase.UNKNOWN
    unit: str = ""
    duties: tuple[Duty, ...] = ()


def evolve(letter: Letter, event: Event) -> Letter:
    match event:
        case Issued():
            return Letter(Phase.WRITTEN if event.text is not None else Phase.WITH_CARD, event.unit, event.duties)
        case Replied():
            return replace(letter, phase=Phase.REPLIED, duties=())
        case Accepted():
            return replace(letter, phase=Phase.ACCEPTED)
        case Withdrawn():
            return replace(letter, phase=Phase.WITHDRAWN, duties=())
        case Lapsed():
            return replace(letter, duties=())
        case _:
            assert_never(event)
