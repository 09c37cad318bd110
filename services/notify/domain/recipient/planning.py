"""From what is to be told to the delivery: by which channel, how soon, by which version of which template."""

from dataclasses import fields, replace
from typing import Any

from services.notify.domain.channels import asker_channel, source_channel, unit_channel
from services.notify.domain.recipient.commands import ASKER, SOURCE, UNIT, PlanDelivery
from services.notify.domain.recipient.events import Message, Noted, Planned
from shared.kernel.numbering import stream_id
from shared.rules.moment import Moment
from shared.rules.rules import Rules

MESSAGE = tuple(field.name for field in fields(Message))
CONFIDENTIAL = "asker.confidential"
TELL_NOTHING = ("asker.received", "asker.accepted", CONFIDENTIAL)
"""The templates that say nothing but the number."""


def message_of(command: PlanDelivery) -> Message:
    """One event tells each of `to` once, and each of several units once."""
    part = (command.part,) if command.part else ()
    delivery = stream_id("delivery", command.cause_id, command.to, *part)
    values = {name: getattr(command, name) for name in MESSAGE if name != "delivery"}
    return Message(delivery=delivery, **values)


def parts(message: Message) -> dict[str, Any]:
    """Its fields by name."""
    return {name: getattr(message, name) for name in MESSAGE}


def planned_for(noted: Noted | None, message: Message, moment: Moment, *, urgent: bool) -> Planned | None:
    """The delivery; None for those who cannot or want not to be told."""
    if noted and noted.confidential:
        message = discreet(message)
    rules = moment.rules
    channel = channel_of(noted, message, rules)
    if not channel:
        return None
    message = replace(message, urgent=message.urgent or urgent)
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
        **timing(message, channel, moment),
        **version(message, rules),
    )


def discreet(message: Message) -> Message:
    """The same about a confidential appeal: its number and nothing else."""
    if message.to == ASKER and message.template not in TELL_NOTHING:
        hushed = replace(message, template=CONFIDENTIAL, unit="", round=0, duty="", due_at=None, end="", resolved=None)
        message = replace(hushed, leading="", to_name="", kind="", at=None, number="")
    return replace(message, public=None, advice=None)


def channel_of(noted: Noted | None, message: Message, rules: Rules) -> str:
    """The channel, or "" where there is none."""
    if message.to == UNIT:
        return unit_channel(rules, message.template)
    if noted is None:
        return ""
    if message.to == SOURCE:
        return source_channel(rules, noted.source)
    return "" if noted.anonymous or noted.phone is None else asker_channel(rules, message.template)


def timing(message: Message, channel: str, moment: Moment) -> dict[str, Any]:
    """What is urgent goes at once; a unit's other notices are gathered where their template says so; nights are quiet."""
    rules, at = moment.rules, moment.at
    if message.urgent or message.to == SOURCE:
        return {}
    if message.to == UNIT:
        later = rules.digest.after(at, rules.calendar) if rules.templates[message.template].digest else None
        return {"digest": True, "not_before": later} if later else {}
    return {"not_before": rules.quiet.until(at)} if channel in rules.quiet.channels else {}


def version(message: Message, rules: Rules) -> dict[str, Any]:
    """Which words it is told in: fixed now, whatever is adopted before it leaves. Write-back has no words."""
    if message.to == SOURCE:
        return {}
    template = rules.templates[message.template]
    return {"templates": rules.hashes.get("templates", ""), "template_hash": template.hash}
