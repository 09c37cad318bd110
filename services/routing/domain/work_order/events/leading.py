"""What transfers, leaders and meetings make of an order."""

from dataclasses import dataclass

from shared.kernel.duty import Duty
from shared.kernel.stored import stored


@stored("work_order.transferred")
@dataclass(frozen=True, slots=True)
class Transferred:
    """`unit` had it until now, or "". Inside the district `to` is the unit it is `dispatched` to next; outside it is ""
    and the desk's duty `confirm_transfer` runs until the receiver confirms."""

    round: int
    unit: str
    to: str
    to_name: str
    outside: bool
    duties: tuple[Duty, ...]


@stored("work_order.coordinated")
@dataclass(frozen=True, slots=True)
class Coordinated:
    """`kind`: `consultation`, `special`, `on_site`, `instruction`, `escalation`: what the case's level may ask for."""

    round: int
    unit: str
    kind: str
