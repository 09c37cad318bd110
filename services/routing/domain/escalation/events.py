"""What an escalation says."""

from dataclasses import dataclass

from services.routing.domain.late import LateDuty
from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("escalation.proposed")
@dataclass(frozen=True, slots=True)
class Proposed:
    """`unit` proposes; `to`: `party_committee` (区委) or `government` (区政府); the desk sees to the decision in time."""

    round: int
    number: int
    unit: str
    to: str
    proposal: Private
    duties: tuple[Duty, ...]


@stored("escalation.answered")
@dataclass(frozen=True, slots=True)
class Answered:
    """`by` is the account that wrote the decision down, `proposer` the unit that had proposed; "" in entries of old."""

    round: int
    number: int
    unit: str
    by: str
    decision: Private
    proposer: str = ""


@stored("escalation.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed(LateDuty):
    """`answer_escalation`: there is no decision yet."""


Event = Proposed | Answered | Lapsed
EVENTS = (Proposed, Answered, Lapsed)
