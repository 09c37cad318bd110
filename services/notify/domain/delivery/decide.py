"""What becomes of a delivery. Sent holds for good; an attempt is told of once; in doubt nothing is sent twice."""

from collections.abc import Callable, Mapping
from typing import Any

from services.notify.domain.delivery.commands import (
    COMMANDS,
    OUTCOMES,
    BeginAttempt,
    Command,
    ConfirmSent,
    Gather,
    GiveUp,
    MarkFailed,
    MarkSent,
    MarkUncertain,
    NoteReceipt,
    Release,
    SendAgain,
)
from services.notify.domain.delivery.events import (
    EVENTS,
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
from services.notify.domain.delivery.retry import wait
from services.notify.domain.delivery.state import Delivery, Phase, evolve
from shared.kernel.decider import Address, Decider
from shared.kernel.rejection import Rejected

OPEN = (Phase.WAITING, Phase.TRYING)
CODES: Mapping[Phase, str] = {
    Phase.WAITING: "delivery.waiting",
    Phase.TRYING: "delivery.trying",
    Phase.UNCERTAIN: "delivery.uncertain",
    Phase.GATHERED: "delivery.gathered",
    Phase.SENT: "delivery.sent",
    Phase.GIVEN_UP: "delivery.given_up",
}


def decide(command: Command, delivery: Delivery) -> list[Event]:
    """The first rule for this kind of command."""
    return RULES[type(command)](delivery, command)


def refused(delivery: Delivery) -> Rejected:
    return Rejected(CODES[delivery.phase])


def begun(delivery: Delivery, command: BeginAttempt) -> list[Event]:
    if delivery.phase is Phase.TRYING or command.attempt <= delivery.attempts:
        return []
    if delivery.phase is not Phase.WAITING:
        raise refused(delivery)
    return [Begun(command.channel, command.attempt)]


def sent(delivery: Delivery, command: MarkSent) -> list[Event]:
    if delivery.phase is Phase.SENT:
        return []
    if delivery.phase is Phase.GIVEN_UP or command.digest != delivery.digest:
        raise refused(delivery)
    return [Sent(command.channel, command.attempt, command.digest, command.template_hash)]


def failed(delivery: Delivery, command: MarkFailed) -> list[Event]:
    if delivery.phase not in OPEN or command.attempt <= delivery.attempts:
        return []
    rules, at = command.moment.rules, command.moment.at
    if command.attempt >= rules.numbers["delivery_attempts"]:
        return [GivenUp(command.channel, command.attempt, command.code)]
    retry_at = at + wait(command.delivery, command.attempt, command.retry_after)
    quiet = rules.quiet.until(retry_at) if command.channel in rules.quiet.channels and not command.urgent else None
    return [Failed(command.channel, command.attempt, command.code, quiet or retry_at)]


def uncertain(delivery: Delivery, command: MarkUncertain) -> list[Event]:
    if delivery.phase not in OPEN or command.attempt <= delivery.attempts:
        return []
    return [Uncertain(command.channel, command.attempt, command.code)]


def given_up(delivery: Delivery, command: GiveUp) -> list[Event]:
    if delivery.phase is Phase.GIVEN_UP:
        return []
    if delivery.phase not in OPEN:
        raise refused(delivery)
    return [GivenUp(command.channel, command.attempt, command.code)]


def renewed(delivery: Delivery, _: SendAgain) -> list[Event]:
    if delivery.phase not in (Phase.GIVEN_UP, Phase.UNCERTAIN):
        raise refused(delivery)
    return [Renewed(delivery.number + 1)]


def confirmed(delivery: Delivery, _: ConfirmSent) -> list[Event]:
    if delivery.phase is Phase.SENT:
        return []
    if delivery.phase not in (Phase.GIVEN_UP, Phase.UNCERTAIN):
        raise refused(delivery)
    return [Confirmed(delivery.number)]


def gathered(delivery: Delivery, command: Gather) -> list[Event]:
    if delivery.phase is Phase.GATHERED and delivery.digest == command.digest:
        return []
    if delivery.phase is not Phase.WAITING:
        raise refused(delivery)
    return [Gathered(command.digest)]


def released(delivery: Delivery, command: Release) -> list[Event]:
    """Said once; what was told meanwhile stays told."""
    held = delivery.phase is Phase.GATHERED and delivery.digest == command.digest
    return [Released(command.digest, command.code)] if held else []


def receipted(delivery: Delivery, command: NoteReceipt) -> list[Event]:
    """The same twice, or an older one that comes late, says nothing. A gateway that knows of it has had it."""
    if delivery.phase is Phase.GATHERED:
        raise refused(delivery)
    known = OUTCOMES.index(delivery.receipt) if delivery.receipt else -1
    if OUTCOMES.index(command.outcome) <= known:
        return []
    return [Receipted(command.channel, command.outcome, command.happened)]


RULES: Mapping[type, Callable[[Delivery, Any], list[Event]]] = {
    BeginAttempt: begun,
    MarkSent: sent,
    MarkFailed: failed,
    MarkUncertain: uncertain,
    GiveUp: given_up,
    SendAgain: renewed,
    ConfirmSent: confirmed,
    Gather: gathered,
    Release: released,
    NoteReceipt: receipted,
}


def address(command: Command) -> Address:
    return Address(command.delivery, command.case_no)


delivery: Decider[Command, Delivery, Event] = Decider(
    name="delivery",
    commands=COMMANDS,
    events=EVENTS,
    initial=Delivery(),
    decide=decide,
    evolve=evolve,
    address=address,
)
