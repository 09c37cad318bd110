"""Alarms: a gap or a fork found when an entry arrives. Said once for each place, never skipped silently."""

from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.rules.moment import Moment

GAP, FORK = "gap", "fork"


@dataclass(frozen=True, slots=True)
class Raise:
    """`code`: `gap` (entries from `position` on are missing) or `fork` (another entry was kept there, or before it)."""

    source: str
    code: str
    position: int
    expected: str
    found: str
    moment: Moment


@stored("ledger.alarm_raised")
@dataclass(frozen=True, slots=True)
class AlarmRaised:
    """`expected` and `found` are positions for a gap, hashes (hex) for a fork."""

    source: str
    code: str
    position: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Alarms:
    """What was already said about one place: the gap before whatever came, each fork by itself."""

    raised: frozenset[tuple[str, str]] = frozenset()


def decide(command: Raise, state: Alarms) -> list[AlarmRaised]:
    """Each fault once."""
    if _what(command) in state.raised:
        return []
    return [AlarmRaised(command.source, command.code, command.position, command.expected, command.found)]


def evolve(state: Alarms, event: AlarmRaised) -> Alarms:
    """Remember it."""
    return Alarms(state.raised | {_what(event)})


def _what(said: Raise | AlarmRaised) -> tuple[str, str]:
    return said.code, said.expected if said.code == GAP else said.found


def address(command: Raise) -> Address:
    """One stream for each place."""
    return Address(stream_id("alarm", command.source, str(command.position)), f"alarm/{command.source}")


alarm = Decider(
    name="alarm",
    commands=(Raise,),
    events=(AlarmRaised,),
    initial=Alarms(),
    decide=decide,
    evolve=evolve,
    address=address,
)
