"""Audit of reading: personal data opened for a person's eyes leaves an entry in the log of the service that opened it.

For a page the same person's reading of the same case counts once a day; a command line's counts every time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.kernel.text import Private, Text, case_key
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class RecordReading:
    """`subject` is the case; `once` is what a reading is counted by (a day, or an id); `fields` are names alone."""

    subject: str
    purpose: str
    once: str
    fields: tuple[str, ...]
    reason: Text | None
    moment: Moment


@stored("personal.opened")
@dataclass(frozen=True, slots=True)
class PersonalOpened:
    """`purpose` is a code such as `page.work_order`; the reader is the entry's actor."""

    purpose: str
    fields: tuple[str, ...]
    reason: Private | None


@dataclass(frozen=True, slots=True)
class Readings:
    """The fields already recorded under this address."""

    fields: frozenset[str] = frozenset()
    said: bool = False


def decide(command: RecordReading, state: Readings) -> Sequence[PersonalOpened]:
    """Nothing when these fields were recorded before."""
    if state.said and state.fields.issuperset(command.fields):
        return []
    reason = command.reason.under(case_key(command.subject)) if command.reason else None
    return [PersonalOpened(command.purpose, command.fields, reason)]


def evolve(state: Readings, event: PersonalOpened) -> Readings:
    """Remember the fields."""
    return Readings(state.fields | set(event.fields), said=True)


def address(command: RecordReading) -> Address:
    """One stream for each case, reader, purpose and counting."""
    stream = stream_id("reading", command.subject, command.moment.by.account, command.purpose, command.once)
    return Address(stream, command.subject)


reading = Decider(
    name="reading",
    commands=(RecordReading,),
    events=(PersonalOpened,),
    initial=Readings(),
    decide=decide,
    evolve=evolve,
    address=address,
)
