"""What an instruction says. `unit` is who must act, or acted."""

from dataclasses import dataclass
from datetime import datetime

from services.routing.domain.late import LateDuty
from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("instruction.given")
@dataclass(frozen=True, slots=True)
class Given:
    """`leader` is an account; `unit` the first of the addressees; `duties`: each must report by `due_at`."""

    round: int
    number: int
    unit: str
    leader: str
    addressees: tuple[str, ...]
    text: Private
    due_at: datetime
    duties: tuple[Duty, ...]


@stored("instruction.reported")
@dataclass(frozen=True, slots=True)
class Reported:
    round: int
    number: int
    unit: str
    text: Private


@stored("instruction.done")
@dataclass(frozen=True, slots=True)
class Done:
    round: int
    number: int
    unit: str


@stored("instruction.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed(LateDuty):
    """`report_instruction`: an addressee has not reported."""


Event = Given | Reported | Done | Lapsed
EVENTS = (Given, Reported, Done, Lapsed)
