"""Whom to tell. A recipient that we have not heard of yet is waited for; nobody is told twice."""

from dataclasses import dataclass, replace
from typing import Any, assert_never

from services.notify.domain.recipient.commands import (
    COMMANDS,
    UNIT,
    Command,
    CorrectRecipient,
    MarkUrgency,
    NoteRecipient,
    PlanDelivery,
)
from services.notify.domain.recipient.events import (
    EVENTS,
    Corrected,
    Deferred,
    Event,
    Noted,
    Planned,
    UrgencyMarked,
)
from services.notify.domain.recipient.planning import message_of, parts, planned_for
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Recipient:
    """`noted` as corrected since; `known` are the deliveries planned or deferred, `deferred` those not planned yet."""

    noted: Noted | None = None
    urgent: bool = False
    known: frozenset[str] = frozenset()
    deferred: tuple[Deferred, ...] = ()


def decide(command: Command, recipient: Recipient) -> list[Event]:
    match command:
        case NoteRecipient():
            return note(recipient, command)
        case CorrectRecipient():
            return correct(recipient, command)
        case MarkUrgency():
            return [] if recipient.urgent == command.urgent else [UrgencyMarked(command.urgent)]
        case PlanDelivery():
            return plan(recipient, command)
        case _:
            assert_never(command)


def note(recipient: Recipient, command: NoteRecipient) -> list[Event]:
    """What was deferred can now be planned."""
    if recipient.noted:
        return []
    noted = Noted(
        asker=command.asker,
        anonymous=command.anonymous,
        name=command.name,
        phone=command.phone,
        source=command.source,
        source_no=command.source_no,
        confidential=command.confidential,
        urgent=command.urgent,
    )
    return [noted, *waited(noted, recipient, command.moment, urgent=recipient.urgent or command.urgent)]


def correct(recipient: Recipient, command: CorrectRecipient) -> list[Event]:
    """Intake says its appeal was received before it corrects it; the same correction twice says nothing. Who gave no
    number at first is told now what was heard before it was known that there was none."""
    if recipient.noted is None or getattr(recipient.noted, command.field) == command.value:
        return []
    changed: dict[str, Any] = {command.field: command.value}
    noted = replace(recipient.noted, **changed)
    return [Corrected(command.field, command.value), *waited(noted, recipient, command.moment, urgent=recipient.urgent)]


def waited(noted: Noted, recipient: Recipient, moment: Moment, *, urgent: bool) -> list[Planned]:
    """What was deferred and can be told now."""
    planned = [planned_for(noted, message, moment, urgent=urgent) for message in recipient.deferred]
    return [one for one in planned if one]


def plan(recipient: Recipient, command: PlanDelivery) -> list[Event]:
    """A unit is told in any case; asker and source only when we know them, and can reach them."""
    message = message_of(command)
    if message.delivery in recipient.known:
        return []
    if command.to != UNIT and recipient.noted is None:
        return [Deferred(**parts(message))]
    planned = planned_for(recipient.noted, message, command.moment, urgent=recipient.urgent)
    return [planned] if planned else []


def evolve(recipient: Recipient, event: Event) -> Recipient:
    match event:
        case Noted():
            return replace(recipient, noted=event, urgent=recipient.urgent or event.urgent)
        case Corrected():
            changed: dict[str, Any] = {event.field: event.value}
            noted = recipient.noted and replace(recipient.noted, **changed)
            return replace(recipient, noted=noted)
        case UrgencyMarked():
            return replace(recipient, urgent=event.urgent)
        case Planned():
            left = tuple(one for one in recipient.deferred if one.delivery != event.delivery)
            return replace(recipient, known=recipient.known | {event.delivery}, deferred=left)
        case Deferred():
            known, deferred = recipient.known | {event.delivery}, (*recipient.deferred, event)
            return replace(recipient, known=known, deferred=deferred)


def address(command: Command) -> Address:
    return Address(stream_id("recipient", command.case_no), command.case_no)


recipient: Decider[Command, Recipient, Event] = Decider(
    name="recipient",
    commands=COMMANDS,
    events=EVENTS,
    initial=Recipient(),
    decide=decide,
    evolve=evolve,
    address=address,
)
