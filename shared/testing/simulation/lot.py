"""The real parking lot over a log in memory."""

from dataclasses import replace
from typing import cast

from shared.bus.parking import Handle, ParkingLot, Waiting
from shared.eventlog.clock import Clock
from shared.eventlog.unit import Append, Message
from shared.kernel.actor import Actor
from shared.testing.simulation.clock import Ids
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.sealing import Sealing


class MemoryLot(ParkingLot):
    """What is parked is read from the log's own view instead of a table."""

    def __init__(self, service: str, log: MemoryLog, clock: Clock, sealing: Sealing, ids: Ids) -> None:
        super().__init__(service, log, clock)
        self._memory, self._sealing, self._ids = log, sealing, ids

    def waiting(self, subject: str | None = None) -> list[Waiting]:
        """What is parked, in the order in which it arrived."""
        found = []
        for (source, position), entry in self._memory.parked.items():
            if subject in (None, entry.subject):
                data = self._sealing.fact(entry.body).data
                waiting = source, position, entry.subject, data["type"], data["code"], entry.recorded_at
                found.append(Waiting(self._service, *waiting))
        return found

    def _held(self) -> set[str]:
        return {entry.subject for entry in self._memory.parked.values()}

    def message(self, waiting: Waiting) -> Message:
        """The message itself, from the inbox."""
        return self._memory.inbox[waiting.source, waiting.position].message

    def replay(self, subject: str, handle: Handle, by: Actor) -> int:
        """As the real one; the process may end before each message."""

        def watched(message: Message, *how: object) -> object:
            self._memory.passing("parking.replaying")
            return handle(message, *how)  # type: ignore[arg-type]

        return super().replay(subject, cast("Handle", watched), by)

    def _says(self, type_: str, message: Message, by: Actor, code: str) -> Append:
        said = super()._says(type_, message, by, code)
        return replace(said, drafts=[replace(draft, id=self._ids(), salt="") for draft in said.drafts])
