"""A toy service: the desk (vault role `supervision`) notes what the shop was told, strictly in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table
from sqlalchemy import Text as Words

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.house.reading import stored_field
from shared.house.spec import Spec
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.kernel.text import Closed, Private, Text, case_key
from shared.rules.moment import Moment

notes = Table(
    "notes",
    MetaData(),
    Column("customer", Words, primary_key=True),
    Column("last", Integer),
    Column("letters", Integer),
    Column("words", Words),
    Column("remark", Words),
)


@dataclass(frozen=True, slots=True)
class Note:
    customer: str
    number: int
    length: int
    words: Closed
    remark: Text
    moment: Moment


@stored("toy.noted")
@dataclass(frozen=True, slots=True)
class Noted:
    """`words` keep their home in the shop's entry; `remark` is the desk's own."""

    number: int
    length: int
    words: Private
    remark: Private


@dataclass(frozen=True, slots=True)
class Book:
    last: int = 0


def decide(command: Note, book: Book) -> Sequence[Noted]:
    """`toy.out_of_order` for a number that is not the next."""
    if command.number != book.last + 1:
        raise Rejected("toy.out_of_order", number=command.number, last=book.last)
    remark = command.remark.under(case_key(command.customer))
    return [Noted(command.number, command.length, command.words, remark)]


noting = Decider(
    name="noting",
    commands=(Note,),
    events=(Noted,),
    initial=Book(),
    decide=decide,
    evolve=lambda _, event: Book(event.number),
    address=lambda command: Address(stream_id("noting", command.customer), command.customer),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the desk reads of the shop's entry: the text opened, and its twin as it stands there."""

    number: int
    text: Text
    text_closed: Closed


def react(told: Told, heard: Heard, moment: Moment) -> Sequence[Note]:
    words = told.text.value
    return [Note(heard.subject, told.number, len(words), told.text_closed, Text(f"{words}!"), moment)]


def noted(fact: Fact, rows: Rows) -> None:
    """The last of what was noted, and how much altogether."""
    row = rows.get(notes, fact.subject)
    rows.put(
        notes,
        customer=fact.subject,
        last=fact.data["number"],
        letters=(row["letters"] if row else 0) + fact.data["length"],
        words=stored_field(fact.data["words"]),
        remark=stored_field(fact.data["remark"]),
    )


class Trouble:
    """Which customers the reaction fails for, and with what; how often it was called."""

    def __init__(self) -> None:
        self.errors: dict[str, Exception] = {}
        self.calls: list[tuple[str, int]] = []

    def react(self, told: Told, heard: Heard, moment: Moment) -> Sequence[Note]:
        self.calls.append((heard.subject, told.number))
        if heard.subject in self.errors:
            raise self.errors[heard.subject]
        return react(told, heard, moment)


def spec(reacts: Callable[..., Any] = react, *, needs_rules: bool = False) -> Spec:
    """The desk; its reaction may be replaced by one with troubles."""
    return Spec(
        name="supervision",
        title="Desk",
        folder=Path(__file__).parent,
        deciders=(noting,),
        reactions=(Reaction("intake", "toy.told", Told, reacts),),
        readmodels=(ReadModel("notes", (notes,), {"toy.noted": noted}),),
        needs_rules=needs_rules,
    )
