"""Hearing: a message becomes a fact, the fact our commands, the commands a unit of work with the message in it."""

from collections.abc import Iterable, Sequence
from typing import Any, get_type_hints

from shared.eventlog.clock import Clock
from shared.eventlog.entry import Entry
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.unit import Append, Hearing, Message
from shared.house.execute import Executor, Prepared
from shared.house.rulebook import Rulebook
from shared.house.speech import read_into
from shared.kernel.actor import Actor
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Closed, Text
from shared.rules.moment import Moment
from shared.vault import Shredded, Vault


class Ear:
    """Handles what a service hears, by its table of reactions."""

    def __init__(
        self,
        service: str,
        executor: Executor,
        vault: Vault,
        rulebook: Rulebook,
        clock: Clock,
        reactions: Iterable[Reaction[Any, Moment]],
    ) -> None:
        self._service, self._executor, self._vault = service, executor, vault
        self._rulebook, self._clock = rulebook, clock
        self._reactions: dict[tuple[str, str], list[tuple[Reaction[Any, Moment], frozenset[str]]]] = {}
        for reaction in reactions:
            row = reaction, opened_fields(reaction.reader)
            self._reactions.setdefault((reaction.source, reaction.type), []).append(row)

    @property
    def hears(self) -> frozenset[tuple[str, str]]:
        """The (service, type) pairs it reacts to."""
        return frozenset(self._reactions)

    def handle(self, message: Message, hearing: Hearing = Hearing.HANDLED, also: Sequence[Append] = ()) -> list[Entry]:
        """React to one message and commit. AlreadyHeard; whatever a reader or decider raises."""
        fact, commands = self._commands(message)
        return self._executor.execute(*commands, message=message, cause=fact, hearing=hearing, also=also)

    def begin(self, message: Message) -> Prepared:
        """React to one message and leave the commit to the caller; whatever a reader or decider raises."""
        fact, commands = self._commands(message)
        return self._executor.prepare(*commands, message=message, cause=fact)

    def _commands(self, message: Message) -> tuple[Fact, Sequence[Any]]:
        fact = fact_of(message.body)
        moment = Moment(self._clock(), Actor(f"system:{self._service}"), self._rulebook.current)
        commands = [
            command
            for reaction, opened in self._reactions.get((message.source, message.type), ())
            for command in self._react(reaction, opened, fact, moment)
        ]
        return fact, commands

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
