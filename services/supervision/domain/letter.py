"""A supervision letter (督办函) or circular (通报): one stream each. Its number is taken from the year's register."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.rules.moment import Moment

LETTER, CIRCULAR = "letter", "circular"


@dataclass(frozen=True, slots=True)
class IssueLetter:
    """`number` is `<year>-<n>`; `kind` LETTER or CIRCULAR; `reply` the limit of the unit's reply, or ""."""

    case_no: str
    moment: Moment
    number: str
    kind: str
    unit: str
    ground: str
    round: int
    duty: str
    due_at: datetime | None
    reply: str = ""


@stored("letter.issued")
@dataclass(frozen=True, slots=True)
class Issued:
    number: str
    kind: str
    unit: str
    ground: str
    round: int
    duty: str
    due_at: datetime | None
    reply_by: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    issued: bool = False


def decide(command: IssueLetter, letter: Letter) -> list[Issued]:
    if letter.issued:
        return []
    rules = command.moment.rules
    asked = command.reply in rules.limits
    reply_by = rules.duty("explain", command.unit, command.moment.at, command.reply).due_at if asked else None
    return [
        Issued(
            number=command.number,
            kind=command.kind,
            unit=command.unit,
            ground=command.ground,
            round=command.round,
            duty=command.duty,
            due_at=command.due_at,
            reply_by=reply_by,
        )
    ]


def evolve(letter: Letter, event: Issued) -> Letter:  # noqa: ARG001 — there is one event
    return Letter(issued=True)


def address(command: IssueLetter) -> Address:
    return Address(stream_id("letter", command.number), command.case_no)


letter: Decider[IssueLetter, Letter, Issued] = Decider(
    name="letter",
    commands=(IssueLetter,),
    events=(Issued,),
    initial=Letter(),
    decide=decide,
    evolve=evolve,
    address=address,
)
