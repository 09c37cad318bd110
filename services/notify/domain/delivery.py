"""A delivery on its way: tried, tried again later, sent or given up. It was planned by the case's recipient."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from shared.kernel.decider import Address, Decider
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
"""How long to wait after the first, second, … failed attempt; the last one again and again."""


@dataclass(frozen=True, slots=True)
class MarkSent:
    """`delivery` is the stream named by `delivery.planned`; `attempt` counts from 1."""

    case_no: str
    delivery: str
    moment: Moment
    channel: str
    attempt: int


@dataclass(frozen=True, slots=True)
class MarkFailed:
    """`retry_after` is what the other side asked for: never sooner than that."""

    case_no: str
    delivery: str
    moment: Moment
    channel: str
    attempt: int
    code: str
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will never succeed: no such number, the asker was shredded."""

    case_no: str
    delivery: str
    moment: Moment
    channel: str
    attempt: int
    code: str


@stored("delivery.sent")
@dataclass(frozen=True, slots=True)
class Sent:
    channel: str
    attempt: int


@stored("delivery.failed")
@dataclass(frozen=True, slots=True)
class Failed:
    channel: str
    attempt: int
    code: str
    retry_at: datetime


@stored("delivery.given_up")
@dataclass(frozen=True, slots=True)
class GivenUp:
    channel: str
    attempt: int
    code: str


Command = MarkSent | MarkFailed | GiveUp
Event = Sent | Failed | GivenUp


class Phase(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`attempts` failed so far."""

    phase: Phase = Phase.WAITING
    attempts: int = 0


def decide(command: Command, delivery: Delivery) -> list[Event]:
    """Sent holds for good; an attempt is told of once."""
    match command:
        case MarkSent():
            return sent(delivery, command)
        case MarkFailed():
            return failed(delivery, command)
        case GiveUp():
            return given_up(delivery, command)
        case _:
            assert_never(command)


def sent(delivery: Delivery, command: MarkSent) -> list[Event]:
    if delivery.phase is Phase.SENT:
        return []
    if delivery.phase is Phase.GIVEN_UP:
        raise Rejected("delivery.given_up")
    return [Sent(command.channel, command.attempt)]


def failed(delivery: Delivery, command: MarkFailed) -> list[Event]:
    if delivery.phase is not Phase.WAITING or command.attempt <= delivery.attempts:
        return []
    if command.attempt >= command.moment.rules.numbers["delivery_attempts"]:
        return [GivenUp(command.channel, command.attempt, command.code)]
    wait = max(BACK_OFF[min(command.attempt, len(BACK_OFF)) - 1], command.retry_after or timedelta(0))
    return [Failed(command.channel, command.attempt, command.code, command.moment.at + wait)]


def given_up(delivery: Delivery, command: GiveUp) -> list[Event]:
    if delivery.phase is Phase.GIVEN_UP:
        return []
    if delivery.phase is Phase.SENT:
        raise Rejected("delivery.sent")
    return [GivenUp(command.channel, command.attempt, command.code)]


def evolve(delivery: Delivery, event: Event) -> Delivery:
    match event:
        case Sent():
            return replace(delivery, phase=Phase.SENT)
        case Failed():
            return replace(delivery, attempts=event.attempt)
        case GivenUp():
            return replace(delivery, phase=Phase.GIVEN_UP)


def address(command: Command) -> Address:
    return Address(command.delivery, command.case_no)


delivery: Decider[Command, Delivery, Event] = Decider(
    name="delivery",
    commands=(MarkSent, MarkFailed, GiveUp),
    events=(Sent, Failed, GivenUp),
    initial=Delivery(),
    decide=decide,
    evolve=evolve,
    address=address,
)
