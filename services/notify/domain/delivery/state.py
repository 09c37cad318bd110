"""How far a delivery is, as far as deciding needs it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from services.notify.domain.delivery.commands import FAILED
from services.notify.domain.delivery.events import (
    Begun,
    Confirmed,
    Event,
    Failed,
    Gathered,
    GivenUp,
    Receipted,
    Released,
    Renewed,
    Sent,
    Uncertain,
)


class Phase(StrEnum):
    WAITING = "waiting"
    TRYING = "trying"
    UNCERTAIN = "uncertain"
    GATHERED = "gathered"
    SENT = "sent"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`attempts` failed so far; `number` times a person had it sent again; `digest` it is gathered in; the last `receipt`."""

    phase: Phase = Phase.WAITING
    attempts: int = 0
    number: int = 0
    digest: str = ""
    receipt: str = ""


def evolve(delivery: Delivery, event: Event) -> Delivery:
    match event:
        case Begun():
            return replace(delivery, phase=Phase.TRYING)
        case Sent() | Confirmed():
            return replace(delivery, phase=Phase.SENT)
        case Failed():
            return replace(delivery, phase=Phase.WAITING, attempts=event.attempt)
        case Uncertain():
            return replace(delivery, phase=Phase.UNCERTAIN, attempts=event.attempt)
        case GivenUp():
            return replace(delivery, phase=Phase.GIVEN_UP)
        case Renewed():
            return replace(delivery, phase=Phase.WAITING, attempts=0, number=event.number, receipt="")
        case Gathered():
            return replace(delivery, phase=Phase.GATHERED, digest=event.digest)
        case Released():
            return replace(delivery, phase=Phase.WAITING, digest="")
        case Receipted():
            phase = Phase.GIVEN_UP if event.outcome == FAILED else Phase.SENT
            return replace(delivery, phase=phase, receipt=event.outcome)
        case _:
            assert_never(event)
