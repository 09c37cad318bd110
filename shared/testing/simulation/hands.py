"""The real executor and ear, with identifiers from a count and facts from a sealing."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from shared.eventlog.clock import Clock
from shared.eventlog.entry import Draft, Entry
from shared.eventlog.fact import Fact
from shared.eventlog.unit import Message
from shared.house.execute import Executor
from shared.house.hear import Ear, Table
from shared.house.rulebook import Rulebook
from shared.kernel.decider import Decider
from shared.testing.simulation.clock import Ids
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.sealing import Sealing
from shared.vault import Vault


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

    def _fact(self, entry: Entry) -> Fact:
        return self._sealing.fact(entry.body)

    def _id(self) -> str:
        return self._ids()

    def _draft(self, subject: str, event: Any, moment: Any, cause: Fact | None, trace: str | None) -> Draft:
        return replace(super()._draft(subject, event, moment, cause, trace), salt="")


class CountedEar(Ear):
    """Hears what the real one hears."""

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
        super().__init__(service, executor, vault, rulebook, clock, table)
        self._sealing = sealing

    def _fact(self, message: Message) -> Fact:
        return self._sealing.fact(message.body)
