"""Every duty ends in its own log: met in time, or lapsed with its due time as time, before any deed that came later.

An account of its own over the events, by the tables of the services' READMEs; it asks no decider.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.eventlog.fact import Fact
from shared.kernel.times import unstamp
from tests.simulation.invariants.record import Record

MEETS: Mapping[str, tuple[str, ...]] = {
    "appeal.accepted": ("accept",),
    "appeal.declined": ("accept",),
    "appeal.withdrawn": ("accept",),
    "work_order.dispatched": ("dispatch",),
    "work_order.signed": ("sign",),
    "work_order.return_settled": ("settle_return",),
    "work_order.contacted": ("first_contact",),
    "work_order.answered": ("answer",),
    "work_order.approved": ("approve",),
    "work_order.sent_back": ("approve",),
    "work_order.closed": ("close",),
    "work_order.resumed": ("review",),
    "appeal.merged": ("accept",),
    "appeal.answered_at_once": ("accept",),
    "appeal.order_opened": ("accept",),
    "part.signed": ("sign",),
    "extension.granted": ("settle_extension",),
    "extension.refused": ("settle_extension",),
    "extension.dropped": ("settle_extension",),
    "transfer.chased": ("chase_transfer",),
    "escalation.answered": ("answer_escalation",),
    "common_need.led": ("lead_common_need",),
    "common_need.answered": ("answer_common_need",),
    "callback.reopen_asked": ("callback",),
    "callback.referred": ("callback",),
    "callback.settled": ("callback", "settle"),
    "commitment.kept": ("keep",),
    "commitment.withdrawn": ("keep",),
    "letter.replied": ("explain",),
    "letter.withdrawn": ("explain",),
}
ENDS_ALL = {
    *("work_order.held", "work_order.archived"),
    *("work_order.merged", "work_order.pooled", "work_order.transferred", "work_order.suspended"),
    *("part.delivered", "part.excused", "part.released", "common_need.closed"),
    *("transfer.confirmed", "transfer.refused", "transfer.ended"),
    *("callback.planned", "callback.reopening", "callback.dropped"),
}
"""With these nobody has to do any more what had to be done before."""
LAPSED = {
    *("appeal.lapsed", "work_order.lapsed", "callback.lapsed", "part.lapsed", "extension.lapsed", "transfer.lapsed"),
    *("escalation.lapsed", "common_need.lapsed", "commitment.lapsed", "letter.lapsed"),
}
SEVERAL = ("instruction.", "meeting.", "card.")
"""Several of one stream owe the same by different times: `several.py` looks at them."""


@dataclass
class Book:
    """What is due in one stream. `asleep` while a return is being settled; `since` when it was last owed anew."""

    running: dict[str, datetime] = field(default_factory=dict)
    asleep: dict[str, datetime] = field(default_factory=dict)
    since: datetime | None = None

    def read(self, fact: Fact) -> Iterator[str]:
        """One more event, with what is wrong about it."""
        if fact.type in LAPSED:
            yield from self._lapsed(fact)
            return
        for duty, due_at in self.running.items():
            if due_at < fact.time != self.since and not fact.type.endswith(".ask_lapsed"):
                yield f"{fact.type} at {fact.time} of {fact.subject} came before the lapse of {duty}, due {due_at}"
        self._follow(fact)

    def _lapsed(self, fact: Fact) -> Iterator[str]:
        due_at = self.running.pop(fact.data["duty"], None)
        said = unstamp(fact.data["due_at"])
        if due_at != said or fact.time != said:
            yield f"{fact.type} {fact.data} of {fact.subject} at {fact.time}: the duty was due {due_at}"

    def _follow(self, fact: Fact) -> None:
        for duty in MEETS.get(fact.type, ()):
            self.running.pop(duty, None)
        if fact.type in ENDS_ALL:
            self.running, self.asleep = {}, {}
        elif fact.type == "work_order.returned":
            self.running, self.asleep = {}, self.running
        elif fact.type == "work_order.return_settled" and not fact.data["accepted"]:
            self.running, self.asleep = self.asleep, {}
        owed = {duty["duty"]: unstamp(duty["due_at"]) for duty in fact.data.get("duties", ())}
        if fact.type == "commitment.registered":
            owed = {"keep": unstamp(fact.data["due_at"])}
        self.running |= owed
        self.since = fact.time if owed else self.since


ASKING = {
    *("appeal.urged", "appeal.redo_asked", "appeal.cancel_asked", "appeal.callback_reported"),
    "callback.reopen_asked",
}
ANSWERED = {"appeal.ask_answered", "callback.reopen_answered"}
ASK_LAPSED = {"appeal.ask_lapsed", "callback.ask_lapsed"}


@dataclass
class Asks:
    """The asks of one stream: open until answered or lapsed; an answer after the lapse is late."""

    open: dict[str, datetime] = field(default_factory=dict)
    lapsed: set[str] = field(default_factory=set)

    def read(self, fact: Fact) -> Iterator[str]:
        """One more event, with what is wrong about it."""
        if fact.type in ASK_LAPSED:
            due_at = self.open.pop(fact.data["ask"], None)
            self.lapsed.add(fact.data["ask"])
            if due_at is None or fact.time != due_at:
                yield f"{fact.type} of {fact.subject} at {fact.time}: the ask was due {due_at}"
            return
        for ask, due_at in self.open.items():
            if due_at < fact.time and fact.type not in LAPSED:
                yield f"{fact.type} of {fact.subject} at {fact.time} came before the lapse of ask {ask}, due {due_at}"
        if fact.type in ASKING:
            self.open[fact.data["ask"]] = unstamp(fact.data["due_at"])
        if fact.type in ANSWERED:
            self.open.pop(fact.data["ask"], None)
            if fact.data["ask"] in self.lapsed and not fact.data["late"]:
                yield f"{fact.type} of {fact.subject} came after the lapse and has effect"


def every_duty_is_met_or_lapsed(record: Record) -> Iterator[str]:
    """In every log that has duties or asks."""
    for (service, _), facts in record.streams.items():
        if service in ("intake", "routing", "supervision") and not facts[0].type.startswith(SEVERAL):
            yield from _account(facts, Book, lambda book: book.running)
            yield from _account(facts, Asks, lambda book: book.open)


def _account(
    facts: list[Fact], make: Callable[[], Any], left: Callable[[Any], Mapping[str, datetime]]
) -> Iterator[str]:
    book = make()
    for fact in facts:
        yield from book.read(fact)
    for what, due_at in left(book).items():
        yield f"{what} of {facts[-1].subject} was due {due_at} and neither met nor lapsed"
