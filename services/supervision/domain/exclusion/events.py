"""What is said of exclusions. `number` counts the proposals of a case for the same rate from 1."""

from dataclasses import dataclass

from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("exclusion.proposed")
@dataclass(frozen=True, slots=True)
class Proposed:
    """`proposer` is the account that may not approve it."""

    rate: str
    number: int
    reason: Private
    proposer: str


@stored("exclusion.approved")
@dataclass(frozen=True, slots=True)
class Approved:
    rate: str
    number: int


@stored("exclusion.refused")
@dataclass(frozen=True, slots=True)
class Refused:
    rate: str
    number: int
    reason: Private


@stored("exclusion.revoked")
@dataclass(frozen=True, slots=True)
class Revoked:
    rate: str
    number: int
    reason: Private


Event = Proposed | Approved | Refused | Revoked
EVENTS = (Proposed, Approved, Refused, Revoked)
