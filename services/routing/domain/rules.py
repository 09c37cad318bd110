"""The rules in force: a part of the jurisdiction's rules is adopted as an entry, and only when it changed.

The installer adopts what the jurisdiction's folder says; a person proposes a part and another adopts it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import assert_never

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment
from shared.rules.rules import PARTS


@dataclass(frozen=True, slots=True)
class AdoptRules:
    """`content` is the part's canonical JSON, `hash` the SHA-256 of its UTF-8 bytes in lower-case hex."""

    part: str
    hash: str
    content: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class ProposeRules:
    """As `AdoptRules`; another person has to adopt it."""

    part: str
    hash: str
    content: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class AdoptProposal:
    """The proposal with this `hash` comes into force."""

    part: str
    hash: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class DropProposal:
    """The proposal with this `hash` is not adopted."""

    part: str
    hash: str
    moment: Moment


@stored("rules.adopted")
@dataclass(frozen=True, slots=True)
class Adopted:
    """`proposer` is the account of who proposed it, "" from the jurisdiction's folder; who adopted it is the `actor`."""

    part: str
    hash: str
    content: str
    proposer: str = ""


@stored("rules.proposed")
@dataclass(frozen=True, slots=True)
class Proposed:
    """`base` is the hash that was in force then."""

    part: str
    hash: str
    content: str
    proposer: str
    base: str


@stored("rules.proposal_dropped")
@dataclass(frozen=True, slots=True)
class Dropped:
    part: str
    hash: str


Command = AdoptRules | ProposeRules | AdoptProposal | DropProposal
Event = Adopted | Proposed | Dropped
EVENTS = (Adopted, Proposed, Dropped)


@dataclass(frozen=True, slots=True)
class InForce:
    """One part; `hash` is empty before its first adoption. `earlier` were in force once, `chosen` says that people
    adopted the present one; `proposal` waits for a second person."""

    hash: str = ""
    earlier: frozenset[str] = frozenset()
    chosen: bool = False
    proposal: Proposed | None = None


def decide(command: Command, part: InForce) -> Sequence[Event]:
    """Rejected `rules.unknown_part`, `rules.hash_mismatch`, `rules.nothing_new`, `rules.no_proposal`, `rules.own_proposal`."""
    match command:
        case AdoptRules():
            return adopt(command, part)
        case ProposeRules():
            return propose(command, part)
        case AdoptProposal():
            return adopt_proposal(command, part)
        case DropProposal():
            return [Dropped(command.part, the_proposal(command, part).hash)]
        case _:
            assert_never(command)


def adopt(command: AdoptRules, part: InForce) -> Sequence[Event]:
    """The same content again says nothing; nor does the folder bring back at a start what people have replaced."""
    check(command)
    if command.hash == part.hash or (part.chosen and command.hash in part.earlier):
        return []
    return [Adopted(command.part, command.hash, command.content)]


def propose(command: ProposeRules, part: InForce) -> Sequence[Event]:
    """A later proposal replaces the one that waits."""
    check(command)
    if command.hash == part.hash:
        raise Rejected("rules.nothing_new", part=command.part)
    if part.proposal and part.proposal.hash == command.hash:
        return []
    return [Proposed(command.part, command.hash, command.content, command.moment.by.account, part.hash)]


def adopt_proposal(command: AdoptProposal, part: InForce) -> Sequence[Event]:
    """Two people: nobody adopts what they proposed."""
    proposal = the_proposal(command, part)
    if proposal.proposer == command.moment.by.account:
        raise Rejected("rules.own_proposal")
    return [Adopted(command.part, proposal.hash, proposal.content, proposal.proposer)]


def the_proposal(command: AdoptProposal | DropProposal, part: InForce) -> Proposed:
    if part.proposal is None or part.proposal.hash != command.hash:
        raise Rejected("rules.no_proposal")
    return part.proposal


def check(command: AdoptRules | ProposeRules) -> None:
    if command.part not in PARTS:
        raise Rejected("rules.unknown_part", part=command.part)
    if sha256(command.content.encode()).hexdigest() != command.hash:
        raise Rejected("rules.hash_mismatch", part=command.part)


def evolve(part: InForce, event: Event) -> InForce:
    match event:
        case Adopted():
            earlier = part.earlier | {part.hash} if part.hash else part.earlier
            return InForce(event.hash, earlier, bool(event.proposer))
        case Proposed():
            return replace(part, proposal=event)
        case Dropped():
            return replace(part, proposal=None)
        case _:
            assert_never(event)


def address(command: Command) -> Address:
    return Address(stream_of(command.part), f"rules/{command.part}")


def stream_of(part: str) -> str:
    """Where a part's entries stand."""
    return stream_id("rules", part)


rules: Decider[Command, InForce, Event] = Decider(
    name="rules",
    commands=(AdoptRules, ProposeRules, AdoptProposal, DropProposal),
    events=EVENTS,
    initial=InForce(),
    decide=decide,
    evolve=evolve,
    address=address,
)
