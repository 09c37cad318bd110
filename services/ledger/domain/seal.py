"""Seals: the root of the map of cases, said just before each checkpoint. Each size is sealed once."""

from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.rules.moment import Moment

SUBJECT = "ledger/map"
SEALED = "ledger.map_sealed"


@dataclass(frozen=True, slots=True)
class Seal:
    """`root` (hex) of the map that covers the first `size` leaves of the tree."""

    root: str
    size: int
    moment: Moment


@stored(SEALED)
@dataclass(frozen=True, slots=True)
class MapSealed:
    """`root` (hex) of the map over the first `size` leaves; this entry's own leaf comes after them."""

    root: str
    size: int


def decide(command: Seal, sealed: bool) -> list[MapSealed]:
    """Each size once: a tree only grows, so another root over as many leaves would be another past."""
    return [] if sealed else [MapSealed(command.root, command.size)]


def evolve(_sealed: bool, _event: MapSealed) -> bool:
    """It is sealed."""
    return True


def address(command: Seal) -> Address:
    """One stream for each size: there is a seal a second, and none is ever decided by those before."""
    return Address(stream_id("map", str(command.size)), SUBJECT)


seal = Decider(
    name="seal",
    commands=(Seal,),
    events=(MapSealed,),
    initial=False,
    decide=decide,
    evolve=evolve,
    address=address,
)
