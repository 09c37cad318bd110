"""The real executor and ear, with identifiers from a count and facts from a sealing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shared.eventlog.clock import Clock
from shared.eventlog.entry import Draft, Entry
from shared.eventlog.fact import Fact
from shared.eventlog.unit import Message
from shared.house.execute import Executor
from shared.house.hear import Ear, opened_fields
from shared.house.rulebook import Rulebook
from shared.house.speech import plain
from shared.kernel.actor import Actor
from shared.kernel.decider import Decider
from shared.kernel.reaction import Reaction
from shared.kernel.stored import stored_name
from shared.kernel.text import Home
from shared.rules.moment import Moment
from shared.testing.simulation.clock import Ids
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.sealing import Sealing
from shared.vault import Vault

Table = Mapping[tuple[str, str], Sequence[tuple[Reaction[Any, Moment], frozenset[str]]]]


class CountedExecutor(Executor):
    """Says what the real one says; `test_fakes.py` holds it to that."""

    def __init__(
        self,
        log: MemoryLog,
        vault: Vault,
        clock: Clock,
        deciders: Iterable[Decider[Any, Any, Any]],
        sealing: Sealing,
        ids: Ids,
    ) -> None:
        super().__init__(log, vault, clock, deciders, alone=True)
        self._sealing, self._ids = sealing, ids

    def _evolved(self, decider: Decider[Any, Any, Any], state: Any, entry: Entry) -> Any:
        fact = self._sealing.fact(entry.body)
        return decider.evolve(state, self._speech.event(fact.type, fact.data))

    def _draft(self, subject: str, event: Any, moment: Any, cause: Fact | None, trace: str | None = None) -> Draft:
        own = Home(subject, self._ids(), "")
        data = plain(event, own, lambda text, path: self._vault.close(text, replace(own, path=path)))
        return Draft(
            own.id,
            stored_name(type(event)),
            getattr(event, "happened_at", moment.at),
            data,
            moment.by,
            cause.id if cause else None,
            cause.correlation if cause else None,
            trace,
            salt="",
        )


class CountedEar(Ear):
    """Hears what the real one hears. `table` is `reactions_table` of its reactions, made once."""

    def __init__(
        self,
        service: str,
        executor: Executor,
        vault: Vault,
        rulebook: Rulebook,
        clock: Clock,
        table: Table,
        sealing: Sealing,
    ) -> None:
        super().__init__(service, executor, vault, rulebook, clock, ())
        self._table, self._sealing = table, sealing

    @property
    def hears(self) -> frozenset[tuple[str, str]]:
        """The (service, type) pairs it reacts to."""
        return frozenset(self._table)

    def _commands(self, message: Message) -> tuple[Fact, Sequence[Any]]:
        fact = self._sealing.fact(message.body)
        moment = Moment(self._clock(), Actor(f"system:{self._service}"), self._rulebook.current)
        commands = [
            command
            for reaction, opened in self._table.get((message.source, message.type), ())
            for command in self._react(reaction, opened, fact, moment)
        ]
        return fact, commands


def reactions_table(reactions: Iterable[Reaction[Any, Moment]]) -> Table:
    """By (service, type): the reactions, each with the fields it wants open."""
    table: dict[tuple[str, str], list[tuple[Reaction[Any, Moment], frozenset[str]]]] = {}
    for reaction in reactions:
        table.setdefault((reaction.source, reaction.type), []).append((reaction, opened_fields(reaction.reader)))
    return table
