"""Controlled failures of what carries and keeps: nodes, logs, lots, lanes and an index that are wrong on purpose."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shared.bus.wire import Confirm
from shared.eventlog.fact import Fact
from shared.eventlog.unit import Append, Hearing, Message, Unit
from shared.kernel.case_state import Facts
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.lot import MemoryLot
from shared.testing.simulation.node import Node
from shared.testing.simulation.wire import Choose, Lanes, Parcel, Queue
from tests.simulation.keeper import Index


class ForgetsItsInbox(Node):
    """After a crash the last messages it handled are not in its inbox."""

    def crash(self) -> None:
        for key in list(self.log.inbox)[-5:]:
            del self.log.inbox[key]
        super().crash()


class SkipsAnEntry(Node):
    """After a crash its relay begins one entry too late."""

    def boot(self) -> None:
        super().boot()
        if self.boots > 1 and self.relay.behind:
            self.relay.read_to += 1


class LosesItsEnd(Node):
    """Commits are not on the disk: a crash takes the last one away (synchronous_commit off)."""

    def crash(self) -> None:
        if self.log.entries:
            lost = self.log.entries.pop()
            self.log.streams[lost.stream].pop()
        super().crash()


class UncheckedLog(MemoryLog):
    """Never minds at which version a stream was expected."""

    def _versions(self, appends: Sequence[Append]) -> dict[str, int]:
        return super()._versions([replace(append, expected=None) for append in appends])


class MindsNoVersion(Node):
    """Two who decided on the same state both commit."""

    make_log = UncheckedLog


class OpenLot(MemoryLot):
    """Lets later messages of a case pass what is parked."""

    def stops(self, message: Message) -> bool:
        return False


class CarelessLog(MemoryLog):
    """Minds no order either."""

    def _refuse_disorder(self, unit: Unit) -> None:
        """Everything goes."""


class HoldsNobody(Node):
    """What stands behind a parked message is handled at once."""

    make_log = CarelessLog
    make_lot = OpenLot


class TakesItTwice(Node):
    """A replayed message is handled as if it had never been, and then once more."""

    def replay(self, subject: str, by: Any) -> int:
        for waiting in self.lot.waiting(subject):
            self.handle(self.lot.message(waiting), Hearing.REPLAYED)
        return super().replay(subject, by)


class Swaps(Lanes):
    """Now and then the second message of a case comes first."""

    picked = 0

    def pick(self, lane: deque[Parcel]) -> Parcel:
        self.picked += 1
        if self.picked % 5 == 0 and len(lane) > 1 and lane[0].message.subject == lane[1].message.subject:
            lane[0], lane[1] = lane[1], lane[0]
        return super().pick(lane)


class ConfirmsEarly(Lanes):
    """A wire that forgets, and yet says that nothing can be lost any more."""

    def publish(self, message: Message, confirm: Confirm) -> None:
        super().publish(message, lambda _: None)
        confirm(message.position)


class AcknowledgesFirst(Lanes):
    """A message is forgotten as soon as it is taken (nameko acks what its handler raised on, too)."""

    def take(self, queue: Queue, choose: Choose) -> Parcel | None:
        parcel = super().take(queue, choose)
        if parcel is not None:
            self.done(queue, parcel)
        return parcel


class ByArrival(Index):
    """The state is whatever was heard last, of whichever service."""

    def noted(self, facts: Facts, fact: Fact) -> Facts:
        before = facts
        facts = super().noted(facts, fact)
        changed = getattr(facts, fact.service, None) if facts is not before else None
        return replace(facts, routing=changed) if fact.service == "supervision" and changed else facts
