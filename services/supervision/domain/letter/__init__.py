"""A supervision letter (督办函) or circular (通报): one stream each. Its number is taken from the year's register.

A letter made out by a rule is answered by explaining its card; one that a person wrote has a reply and a life of its own.
"""

from services.supervision.domain.letter.commands import COMMANDS, Command
from services.supervision.domain.letter.decide import decide
from services.supervision.domain.letter.events import EVENTS, Event
from services.supervision.domain.letter.state import Letter, evolve
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def letter_stream(number: str) -> str:
    """Where the letter of this number stands."""
    return stream_id("letter", number)


def address(command: Command) -> Address:
    return Address(letter_stream(command.number), command.case_no)


letter: Decider[Command, Letter, Event] = Decider(
    name="letter",
    commands=COMMANDS,
    events=EVENTS,
    initial=Letter(),
    decide=decide,
    evolve=evolve,
    address=address,
)
