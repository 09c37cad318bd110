"""A clue (线索): what intake heard about officials. Its content stays closed under the discipline key of its matter."""

from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.kernel.text import Private
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class ReceiveClue:
    """`content` keeps its home in intake's `complaint.received`."""

    matter: str
    moment: Moment
    content: Private


@stored("clue.received")
@dataclass(frozen=True, slots=True)
class ClueReceived:
    content: Private
    matter: str


@dataclass(frozen=True, slots=True)
class Clue:
    received: bool = False


def decide(command: ReceiveClue, clue: Clue) -> list[ClueReceived]:
    return [] if clue.received else [ClueReceived(command.content, command.matter)]


def evolve(clue: Clue, event: ClueReceived) -> Clue:  # noqa: ARG001 — there is one event
    return Clue(received=True)


def address(command: ReceiveClue) -> Address:
    return Address(stream_id("clue", command.matter), f"complaint/{command.matter}")


clue: Decider[ReceiveClue, Clue, ClueReceived] = Decider(
    name="clue",
    commands=(ReceiveClue,),
    events=(ClueReceived,),
    initial=Clue(),
    decide=decide,
    evolve=evolve,
    address=address,
)
