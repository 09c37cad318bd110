"""A toy service: the shop (vault role `intake`) hears customers and says so; it counts what the desk noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, Table
from sqlalchemy import Text as Words

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.house.spec import Spec
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.kernel.text import Private, Text, asker_key
from shared.rules.moment import Moment

told = Table(
    "told",
    MetaData(),
    Column("customer", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("length", Integer),
)


@dataclass(frozen=True, slots=True)
class Tell:
    """`customer` is the subject and the asker."""

    customer: str
    text: Text
    moment: Moment


@stored("toy.told")
@dataclass(frozen=True, slots=True)
class Told:
    number: int
    text: Private


@dataclass(frozen=True, slots=True)
class Customer:
    number: int = 0
    text: Private | None = None


def decide(command: Tell, customer: Customer) -> Sequence[Told]:
    """The same words twice in a row say nothing new."""
    if not command.text.value:
        raise Rejected("toy.nothing_told")
    ours = customer.text
    if ours is not None and command.text.same is not None and getattr(ours, "same", None) == command.text.same:
        return []
    text = Text(command.text.value, compare=True).under(asker_key(command.customer))
    return [Told(customer.number + 1, text)]


telling = Decider(
    name="telling",
    commands=(Tell,),
    events=(Told,),
    initial=Customer(),
    decide=decide,
    evolve=lambda _, event: Customer(event.number, event.text),
    address=lambda command: Address(stream_id("telling", command.customer), command.customer),
    compares=(("text", "text"),),
)


def noted(fact: Fact, rows: Rows) -> None:
    """Remember what the desk made of it."""
    rows.put(told, customer=fact.subject, number=fact.data["number"], length=fact.data["length"])


SPEC = Spec(
    name="intake",
    title="Shop",
    folder=Path(__file__).parent,
    deciders=(telling,),
    readmodels=(ReadModel("told", (told,), heard={("supervision", "toy.noted"): noted}),),
    needs_rules=False,
)
