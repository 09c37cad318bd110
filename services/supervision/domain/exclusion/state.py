"""What the exclusions of a case must remember."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from services.supervision.domain.exclusion.events import Approved, Event, Proposed, Refused, Revoked


class Phase(StrEnum):
    """The values are the last part of the codes by which deeds are refused."""

    NONE = "none"
    PROPOSED = "proposed"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """The latest proposal for one rate."""

    phase: Phase = Phase.NONE
    number: int = 0
    proposer: str = ""


@dataclass(frozen=True, slots=True)
class Exclusions:
    """By rate."""

    by_rate: Mapping[str, Exclusion] = field(default_factory=dict)

    def of(self, rate: str) -> Exclusion:
        """How it stands for one rate."""
        return self.by_rate.get(rate, Exclusion())


def evolve(state: Exclusions, event: Event) -> Exclusions:
    """The exclusions after the event."""
    return Exclusions({**state.by_rate, event.rate: _after(state.of(event.rate), event)})


def _after(before: Exclusion, event: Event) -> Exclusion:
    match event:
        case Proposed():
            return Exclusion(Phase.PROPOSED, event.number, event.proposer)
        case Approved():
            return replace(before, phase=Phase.APPROVED)
        case Refused() | Revoked():
            return replace(before, phase=Phase.NONE)
