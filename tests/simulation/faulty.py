"""Controlled failures: what is wrong on purpose, so that it is seen to be found."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from services.notify.domain.recipient.commands import PlanDelivery
from services.routing.domain.work_order.commands import LapseDuties
from services.routing.domain.work_order.events import AskAnswered, Closed, Dispatched, Reopened
from shared.bus.wire import Confirm
from shared.eventlog.fact import Fact
from shared.eventlog.unit import Append, Hearing, Message, Unit
from shared.house.spec import Spec
from shared.kernel.case_state import Facts
from shared.kernel.decider import Decider
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.lot import MemoryLot
from shared.testing.simulation.node import Node
from shared.testing.simulation.wire import Choose, Lanes, Parcel, Queue
from tests.simulation.keeper import Index
from tests.simulation.rules import SPECS


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


def _decided(service: str, name: str, change: Callable[[Any, Any, Sequence[Any]], Sequence[Any]]) -> dict[str, Spec]:
    """The services, of which one decider says something else: `change(command, state, events)`."""

    def wrong(decider: Decider[Any, Any, Any]) -> Decider[Any, Any, Any]:
        if decider.name != name:
            return decider
        decide = decider.decide
        return replace(decider, decide=lambda command, state: change(command, state, decide(command, state)))

    spec = SPECS[service]
    return {**SPECS, service: replace(spec, deciders=tuple(map(wrong, spec.deciders)))}


def _never_late(command: Any, _: Any, events: Sequence[Any]) -> Sequence[Any]:
    """Only the timer says lapses; a deed does not."""
    return events if isinstance(command, LapseDuties) else [one for one in events if type(one).__name__ != "Lapsed"]


def _unanswered(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [one for one in events if not isinstance(one, AskAnswered)]


def _answered_twice(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [copy for one in events for copy in ([one, one] if isinstance(one, AskAnswered) else [one])]


def _closed_untold(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [replace(one, contact="contacted") if isinstance(one, Closed) else one for one in events]


def _handed_to_nobody(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [replace(one, unit="") if isinstance(one, Dispatched) else one for one in events]


def _handed_without_duties(_: Any, __: Any, events: Sequence[Any]) -> Sequence[Any]:
    return [replace(one, duties=()) if isinstance(one, Reopened) else one for one in events]


def _told_of_no_closing(command: Any, _: Any, events: Sequence[Any]) -> Sequence[Any]:
    """Whoever is called back need not be told, somebody thought."""
    return [] if isinstance(command, PlanDelivery) and command.template == "asker.closed" else events


def _deferred_nothing(command: Any, recipient: Any, events: Sequence[Any]) -> Sequence[Any]:
    """What comes before the receipt is told to nobody."""
    return [] if isinstance(command, PlanDelivery) and recipient.noted is None and command.to != "unit" else events


class Failure(NamedTuple):
    """What is wrong, by what words it is found, and at which seed it is looked for first."""

    made_of: Mapping[str, Any]
    found_by: str
    seed: int = 1


FAILURES: Mapping[str, Failure] = {
    "an inbox that forgets": Failure({"node": ForgetsItsInbox}, r"handled .* 2 times", 4),
    "a relay that skips an entry after a crash": Failure({"node": SkipsAnEntry}, r"never handled|gap"),
    "a log that loses its end in a crash": Failure({"node": LosesItsEnd}, r"copy differs|fork", 19),
    "a log that minds no version": Failure({"node": MindsNoVersion}, r"the duty was due", 6),
    "a parking lot that holds nobody": Failure({"node": HoldsNobody}, r"handled .* after"),
    "a replay that handles twice": Failure({"node": TakesItTwice}, r"handled .* 2 times"),
    "a wire that swaps two messages of a case": Failure({"lanes": Swaps}, r"handled .* after"),
    "a wire that confirms what it may still lose": Failure({"lanes": ConfirmsEarly}, r"never handled|gap", 11),
    "an acknowledgement before the commit": Failure({"lanes": AcknowledgesFirst}, r"never handled|gap", 4),
    "a case index that goes by arrival": Failure({"index": ByArrival}, r"in the ledger, but", 13),
    "a deed that does not say the lapse first": Failure(
        {"specs": _decided("routing", "work_order", _never_late)}, r"came before the lapse", 4
    ),
    "an ask that nobody answers": Failure(
        {"specs": _decided("routing", "work_order", _unanswered)}, r"was never answered"
    ),
    "an ask that is answered twice": Failure(
        {"specs": _decided("routing", "work_order", _answered_twice)}, r"answered 2 times"
    ),
    "a closing that says more than was done": Failure(
        {"specs": _decided("routing", "work_order", _closed_untold)}, r"does not bear out", 2
    ),
    "an order that is handed to nobody": Failure(
        {"specs": _decided("routing", "work_order", _handed_to_nobody)}, r"nobody has it"
    ),
    "a round that nobody owes anything in": Failure(
        {"specs": _decided("routing", "work_order", _handed_without_duties)}, r"owes nothing by any time"
    ),
    "an asker who is not told of the closing": Failure(
        {"specs": _decided("notify", "recipient", _told_of_no_closing)}, r"to be told by asker.closed, told 0 times"
    ),
    "a notice that gets lost by coming early": Failure(
        {"specs": _decided("notify", "recipient", _deferred_nothing)}, r"planned:", 165
    ),
}
