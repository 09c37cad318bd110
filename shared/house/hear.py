"""Hearing: a message becomes a fact, the fact our commands, the commands a unit of work with the message in it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_type_hints

from shared.eventlog.clock import Clock
from shared.eventlog.entry import Entry
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.unit import Append, Hearing, Message
from shared.house.deciding import Task
from shared.house.execute import Executor, Prepared
from shared.house.rulebook import Rulebook
from shared.house.speech import read_into
from shared.kernel.actor import Actor
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Closed, Text
from shared.rules.moment import Moment
from shared.vault import Shredded, Vault

Row = tuple[Reaction[Any, Moment], frozenset[str]]
"""A reaction, and the fields it wants open."""
Table = Mapping[tuple[str, str], Sequence[Row]]
"""By (service, type)."""


class Ear:
    """Handles what a service hears, by its table of reactions."""

    def __init__(
        self,
        service: str,
        executor: Executor,
        vault: Vault,
        rulebook: Rulebook,
        clock: Clock,
        table: Table,
    ) -> None:
        self._service, self._executor, self._vault = service, executor, vault
        self._rulebook, self._clock, self._table = rulebook, clock, table

    @property
    def hears(self) -> frozenset[tuple[str, str]]:
        """The (service, type) pairs it reacts to."""
        return frozenset(self._table)

    def handle(self, message: Message, hearing: Hearing = Hearing.HANDLED, also: Sequence[Append] = ()) -> list[Entry]:
        """React to one message and commit. AlreadyHeard; whatever a reader or decider raises."""
        fact = self._fact(message)
        commands = self._commands(message, fact)
        return self._executor.execute(*commands, message=message, cause=fact, hearing=hearing, also=also)

    def begin(self, messages: Sequence[Message]) -> list[Prepared | None]:
        """React to messages about different subjects and leave the commits to the caller; None for what fails.

        What fails is to be handled alone: there it is said why.
        """
        read = [self._read_or_none(message) for message in messages]
        self._vault.warm(set().union(*(keys for _, keys in filter(None, read))))
        tasks = [one and self._task_or_none(message, one[0]) for message, one in zip(messages, read, strict=True)]
        prepared = iter(self._executor.prepare_many([task for task in tasks if task is not None]))
        return [task and next(prepared) for task in tasks]

    def _fact(self, message: Message) -> Fact:
        return fact_of(message.body)

    def _read_or_none(self, message: Message) -> tuple[Fact, set[str]] | None:
        """What it says, and the keys of what is to be opened in it."""
        try:
            fact = self._fact(message)
            return fact, self._keys(message, fact)
        except Exception:  # noqa: BLE001 - handled again alone
            return None

    def _task_or_none(self, message: Message, fact: Fact) -> Task | None:
        try:
            return Task(self._commands(message, fact), message, fact)
        except Exception:  # noqa: BLE001 - handled again alone
            return None

    def _rows(self, message: Message) -> Sequence[Row]:
        return self._table.get((message.source, message.type), ())

    def _keys(self, message: Message, fact: Fact) -> set[str]:
        """Of the fields that will be opened."""
        fields = [fact.data.get(name) for _, opened in self._rows(message) for name in opened]
        return {field["key"] for field in fields if field is not None}

    def _commands(self, message: Message, fact: Fact) -> Sequence[Any]:
        moment = Moment(self._clock(), Actor(f"system:{self._service}"), self._rulebook.current)
        return [
            command
            for reaction, opened in self._rows(message)
            for command in self._react(reaction, opened, fact, moment)
        ]

    def _react(
        self, reaction: Reaction[Any, Moment], opened: frozenset[str], fact: Fact, moment: Moment
    ) -> Sequence[Any]:
        data = dict(fact.data)
        for name in opened:
            field = data.get(name)
            if field is not None:
                data[f"{name}_closed"], data[name] = field, {"value": self._open(field)}
        heard = Heard(
            fact.id, fact.service, fact.type, fact.subject, fact.time, fact.recorded_at, fact.position, fact.actor
        )
        return reaction.react(read_into(reaction.reader, data), heard, moment)

    def _open(self, field: Any) -> str:
        try:
            return self._vault.open(read_into(Closed, field), "react")
        except Shredded:
            return ""


def opened_fields(reader: type) -> frozenset[str]:
    """The fields of a reader that are typed `Text` (or `Text | None`): they are opened before reacting."""
    return frozenset(
        name for name, kind in get_type_hints(reader).items() if kind is Text or Text in getattr(kind, "__args__", ())
    )


def reactions_table(reactions: Iterable[Reaction[Any, Moment]]) -> Table:
    """The reactions by what they react to."""
    table: dict[tuple[str, str], list[Row]] = {}
    for reaction in reactions:
        table.setdefault((reaction.source, reaction.type), []).append((reaction, opened_fields(reaction.reader)))
    return table
