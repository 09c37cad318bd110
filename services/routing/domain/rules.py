"""The rules in force: a part of the jurisdiction's rules is adopted as an entry, and only when it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

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


@stored("rules.adopted")
@dataclass(frozen=True, slots=True)
class Adopted:
    part: str
    hash: str
    content: str


@dataclass(frozen=True, slots=True)
class InForce:
    """One part; `hash` is empty before its first adoption."""

    hash: str = ""


def decide(command: AdoptRules, part: InForce) -> Sequence[Adopted]:
    """Rejected `rules.unknown_part`, `rules.hash_mismatch`; the same content again says nothing."""
    if command.part not in PARTS:
        raise Rejected("rules.unknown_part", part=command.part)
    if sha256(command.content.encode()).hexdigest() != command.hash:
        raise Rejected("rules.hash_mismatch", part=command.part)
    return [] if command.hash == part.hash else [Adopted(command.part, command.hash, command.content)]


def evolve(_: InForce, event: Adopted) -> InForce:
    return InForce(event.hash)


def address(command: AdoptRules) -> Address:
    return Address(stream_id("rules", command.part), f"rules/{command.part}")


rules = Decider(
    name="rules",
    commands=(AdoptRules,),
    events=(Adopted,),
    initial=InForce(),
    decide=decide,
    evolve=evolve,
    address=address,
)
