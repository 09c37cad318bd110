"""An enterprise's profile (一企一档): registered by its first appeal with a valid 统一社会信用代码.

`enterprise` is an id made of the code's blind tag, so the code itself is never in the clear. What is private is under
the key of the asker whose appeal was noted last: erased with that asker.
"""

from dataclasses import dataclass, replace

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.kernel.text import Private, Text, asker_key
from shared.rules.moment import Moment

SCALES = ("large", "medium", "small", "micro")


@dataclass(frozen=True, slots=True)
class NoteAppeal:
    """An appeal (its stream) of this enterprise was received."""

    enterprise: str
    moment: Moment
    appeal: str
    asker: str
    credit_code: Text
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class KeepFacts:
    """What the desk knows now; all of it, not only what changed."""

    enterprise: str
    moment: Moment
    name: Text
    industry: str = ""
    scale: str = ""
    contact: Text | None = None


@stored("enterprise.registered")
@dataclass(frozen=True, slots=True)
class Registered:
    """By the appeal of this stream."""

    appeal: str
    asker: str
    credit_code: Private
    name: Private | None


@stored("enterprise.appeal_noted")
@dataclass(frozen=True, slots=True)
class AppealNoted:
    appeal: str
    asker: str


@stored("enterprise.facts_kept")
@dataclass(frozen=True, slots=True)
class FactsKept:
    """`scale`: `large`, `medium`, `small`, `micro` or ""."""

    name: Private
    industry: str
    scale: str
    contact: Private | None


Command = NoteAppeal | KeepFacts
Event = Registered | AppealNoted | FactsKept


@dataclass(frozen=True, slots=True)
class Enterprise:
    asker: str = ""
    appeals: frozenset[str] = frozenset()


def decide(command: Command, enterprise: Enterprise) -> list[Event]:
    match command:
        case NoteAppeal():
            return note(command, enterprise)
        case KeepFacts():
            return keep(command, enterprise)


def note(command: NoteAppeal, enterprise: Enterprise) -> list[Event]:
    if command.appeal in enterprise.appeals:
        return []
    if enterprise.appeals:
        return [AppealNoted(command.appeal, command.asker)]
    key = asker_key(command.asker)
    name = command.name.under(key) if command.name else None
    return [Registered(command.appeal, command.asker, command.credit_code.under(key), name)]


def keep(command: KeepFacts, enterprise: Enterprise) -> list[Event]:
    if not enterprise.appeals:
        raise Rejected("enterprise.unknown")
    if command.scale and command.scale not in SCALES:
        raise Rejected("enterprise.unknown_scale", scale=command.scale)
    key = asker_key(enterprise.asker)
    contact = command.contact.under(key) if command.contact else None
    return [FactsKept(command.name.under(key), command.industry, command.scale, contact)]


def evolve(enterprise: Enterprise, event: Event) -> Enterprise:
    match event:
        case Registered() | AppealNoted():
            return replace(enterprise, asker=event.asker, appeals=enterprise.appeals | {event.appeal})
        case FactsKept():
            return enterprise


def address(command: Command) -> Address:
    return Address(stream_id("enterprise", command.enterprise), f"enterprise/{command.enterprise}")


enterprise: Decider[Command, Enterprise, Event] = Decider(
    name="enterprise",
    commands=(NoteAppeal, KeepFacts),
    events=(Registered, AppealNoted, FactsKept),
    initial=Enterprise(),
    decide=decide,
    evolve=evolve,
    address=address,
)
