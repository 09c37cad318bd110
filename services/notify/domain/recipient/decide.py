"""Whom to tell, by which channel. A recipient that we have not heard of yet is waited for; nobody is told twice."""

from dataclasses import dataclass, fields, replace
from typing import Any, assert_never

from services.notify.domain.channels import asker_channel, source_channel, unit_channel
from services.notify.domain.recipient.commands import (
    ASKER,
    COMMANDS,
    SOURCE,
    UNIT,
    Command,
    NoteRecipient,
    PlanDelivery,
)
from services.notify.domain.recipient.events import EVENTS, Deferred, Event, Message, Noted, Planned
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.rules.rules import Rules

MESSAGE = tuple(field.name for field in fields(Message))


@dataclass(frozen=True, slots=True)
class Recipient:
    """`known` are the deliveries planned or deferred."""

    noted: Noted | None = None
    known: frozenset[str] = frozenset()
    deferred: tuple[Deferred, ...] = ()


def decide(command: Command, recipient: Recipient) -> list[Event]:
    match command:
        case NoteRecipient():
            return note(recipient, command)
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
    )
    planned = [planned_for(noted, message, command.moment.rules) for message in recipient.deferred]
    return [noted, *(one for one in planned if one)]


def plan(recipient: Recipient, command: PlanDelivery) -> list[Event]:
    """A unit is told in any case; asker and source only when we know them, and can reach them."""
    message = message_of(command)
    if message.delivery in recipient.known:
        return []
    if command.to != UNIT and recipient.noted is None:
        return [Deferred(**parts(message))]
    planned = planned_for(recipient.noted, message, command.moment.rules)
    return [planned] if planned else []


def planned_for(noted: Noted | None, message: Message, rules: Rules) -> Planned | None:
    """The delivery; None for those who cannot or want not to be told."""
    channel = channel_of(noted, message, rules)
    if not channel:
        return None
    source = noted if noted and message.to == SOURCE else None
    asker = noted if noted and message.to == ASKER else None
    return Planned(
        **parts(message),
        channel=channel,
        asker=asker.asker if asker else "",
        name=asker.name if asker else None,
        phone=asker.phone if asker else None,
        source=source.source if source else "",
        source_no=source.source_no if source else "",
    )


def channel_of(noted: Noted | None, message: Message, rules: Rules) -> str:
    """The channel, or "" where there is none."""
    if message.to == UNIT:
        return unit_channel(rules, message.template)
    if noted is None:
        return ""
    if message.to == SOURCE:
        return source_channel(rules, noted.source)
    return "" if noted.anonymous or noted.phone is None else asker_channel(rules, message.template)


def message_of(command: PlanDelivery) -> Message:
    delivery = stream_id("delivery", command.cause_id, command.to)
    values = {name: getattr(command, name) for name in MESSAGE if name != "delivery"}
    return Message(delivery=delivery, **values)


def parts(message: Message) -> dict[str, Any]:
    """Its fields by name."""
    return {name: getattr(message, name) for name in MESSAGE}


def evolve(recipient: Recipient, event: Event) -> Recipient:
    match event:
        case Noted():
            return replace(recipient, noted=event, deferred=())
        case Planned():
            return replace(recipient, known=recipient.known | {event.delivery})
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
