"""What a callback must remember to decide."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.supervision.domain.callback.events import FinalProposed, ReopenAsked, SourceNoted, TermsNoted
from shared.kernel.duty import Duty


class Phase(StrEnum):
    """The values are the last part of the codes by which deeds are refused."""

    NOT_PLANNED = "not_planned"
    PLANNED = "planned"
    REOPEN_ASKED = "reopen_asked"
    REOPENING = "reopening"
    REFERRED = "referred"
    SETTLED = "settled"
    DROPPED = "dropped"


class Reply(StrEnum):
    """How an ask stands."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    ANSWERED_LATE = "answered_late"


Answers = tuple[bool, bool | None, bool | None]
"""contacted, resolved, satisfied"""


@dataclass(frozen=True, slots=True)
class Ask:
    """Our ask for another round after `round`."""

    id: str
    round: int
    due_at: datetime
    desk: str
    reply: Reply = Reply.OPEN


@dataclass(frozen=True, slots=True)
class Callback:
    """`round` is the latest one planned; `attempts`, `outcomes`, `lapsed`, `recorded` are of that round.

    `at_once`: the desk answered, there is no order; `proposal` waits for another account's approval.
    `source_asks` were answered; `noted` is a result of the source that waits for the closing.
    """

    phase: Phase = Phase.NOT_PLANNED
    round: int = 0
    by: str = "us"
    anonymous: bool = False
    has_phone: bool = False
    attempts: int = 0
    outcomes: frozenset[str] = frozenset()
    recorded: Answers | None = None
    lapsed: bool = False
    duties: tuple[Duty, ...] = ()
    dissatisfied: int = 0
    asks: tuple[Ask, ...] = ()
    noted: SourceNoted | None = None
    source_asks: frozenset[str] = frozenset()
    end: str = ""
    reason: str = ""
    unit: str = ""
    at_once: bool = False
    proposal: FinalProposed | None = None
    terms: TermsNoted | None = None

    def ask(self, id: str) -> Ask | None:
        """Our ask of this id."""
        return next((ask for ask in self.asks if ask.id == id), None)

    @property
    def no_opinion(self) -> bool:
        """Whether the asker was reached in this round but said nothing about being satisfied."""
        return self.recorded is not None and self.recorded[0] and self.recorded[2] is None

    def asking(self, event: ReopenAsked) -> "Callback":
        """With one more ask of ours."""
        ask = Ask(event.ask, event.round, event.due_at, event.desk)
        return replace(self, phase=Phase.REOPEN_ASKED, duties=(), asks=(*self.asks, ask))

    def replied(self, id: str, reply: Reply) -> "Callback":
        """With one ask's reply."""
        asks = (replace(ask, reply=reply) if ask.id == id else ask for ask in self.asks)
        return replace(self, asks=tuple(asks))
