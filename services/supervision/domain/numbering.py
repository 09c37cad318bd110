"""The register of a year's letters: numbers from 1 on, none twice, none left out."""

from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """`number` must be the next one; `matter` is what the letter is about. In one unit of work with the letter."""

    year: int
    moment: Moment
    number: int
    matter: str


@stored("letter_number.taken")
@dataclass(frozen=True, slots=True)
class Taken:
    year: int
    number: int
    matter: str


@dataclass(frozen=True, slots=True)
class Register:
    last: int = 0


def decide(command: TakeNumber, register: Register) -> list[Taken]:
    if command.number <= register.last:
        raise Rejected("letter_number.taken", number=command.number)
    if command.number != register.last + 1:
        raise Rejected("letter_number.skipped", next=register.last + 1)
    return [Taken(command.year, command.number, command.matter)]


def evolve(register: Register, event: Taken) -> Register:  # noqa: ARG001 — the numbers have no gaps
    return Register(event.number)


def register_stream(year: int) -> str:
    return stream_id("letters", str(year))


def address(command: TakeNumber) -> Address:
    return Address(register_stream(command.year), f"letters/{command.year}")


numbering: Decider[TakeNumber, Register, Taken] = Decider(
    name="letter_number",
    commands=(TakeNumber,),
    events=(Taken,),
    initial=Register(),
    decide=decide,
    evolve=evolve,
    address=address,
)
