"""The cards of one unit in one case, and what they were called for by."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never

from services.supervision.domain.card.events import (
    Accepted,
    CalledFor,
    Event,
    Explained,
    Issued,
    Lapsed,
    Withdrawn,
)
from shared.kernel.duty import Duty


class Phase(StrEnum):
    """The values are the last part of the codes by which deeds are refused."""

    CALLED_FOR = "not_issued"
    ISSUED = "not_explained"
    EXPLAINED = "explained"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Card:
    called: CalledFor
    phase: Phase = Phase.CALLED_FOR
    duties: tuple[Duty, ...] = ()


Key = tuple[int, str, datetime, str]
"""Round, duty, due time, and which of several."""


@dataclass(frozen=True, slots=True)
class Cards:
    """`cards` by ground; `lapses` that a card was ever called for by."""

    cards: dict[str, Card] = field(default_factory=dict)
    lapses: frozenset[Key] = frozenset()

    def stands(self, ground: str) -> bool:
        """Whether there is such a card that nobody has taken back."""
        return ground in self.cards and self.cards[ground].phase is not Phase.WITHDRAWN


def evolve(cards: Cards, event: Event) -> Cards:
    match event:
        case CalledFor():
            called = {**cards.cards, event.ground: Card(event)}
            return replace(cards, cards=called, lapses=cards.lapses | _key(event))
        case Issued():
            return _with(cards, event.ground, phase=Phase.ISSUED, duties=event.duties)
        case Explained():
            return _with(cards, event.ground, phase=Phase.EXPLAINED, duties=())
        case Accepted():
            return _with(cards, event.ground, phase=Phase.ACCEPTED, duties=())
        case Withdrawn():
            return _with(cards, event.ground, phase=Phase.WITHDRAWN, duties=())
        case Lapsed():
            return _with(cards, event.ground, duties=())
        case _:
            assert_never(event)


def _key(event: CalledFor) -> frozenset[Key]:
    return frozenset({(event.round, event.duty, event.due_at, event.which)}) if event.due_at else frozenset()


def _with(cards: Cards, ground: str, **changes: Any) -> Cards:
    """Nothing is said of a card that was never called for."""
    if ground not in cards.cards:
        return cards
    return replace(cards, cards={**cards.cards, ground: replace(cards.cards[ground], **changes)})
