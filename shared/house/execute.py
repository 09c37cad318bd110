"""Execute: load the stream, decide, close what is private, append. The one way from a command to entries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from shared.eventlog.clock import Clock, uuid7
from shared.eventlog.entry import Draft, Entry
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.log import Log
from shared.eventlog.schema import note_once
from shared.eventlog.unit import AlreadyDone, Append, Conflict, Hearing, Message, Unit
from shared.house.deciding import Decided, Deciding, Loaded, Task, breathing
from shared.house.speech import plain
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.once import Once
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored_name
from shared.kernel.text import Home
from shared.telemetry import traces
from shared.telemetry.crashpoints import passing
from shared.vault import Vault

if TYPE_CHECKING:
    from shared.telemetry.tracer import UnitSpan

ATTEMPTS = 4


@dataclass(slots=True)
class Prepared:
    """Commands that were decided: what is to be committed, and the streams it belongs to."""

    unit: Unit
    executor: "Executor"
    news: Sequence[Loaded]
    span: "UnitSpan | None" = None

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to commit."""
        return not self.unit.appends and self.unit.heard is None

    def finish(self) -> list[Entry]:
        """Wait for the commit."""
        return self.executor.finish(self)


class Executor:
    """Executes commands of one service.

    `alone` says that no other process writes this log, so that a cached state needs no look at the database.
    """

    def __init__(
        self, log: Log, vault: Vault, clock: Clock, deciders: Iterable[Decider[Any, Any, Any]], alone: bool
    ) -> None:
        self._log, self._vault, self._clock = log, vault, clock
        self._deciding = Deciding(log, vault, deciders, self._fact, alone=alone)

    def execute(
        self,
        *commands: Any,
        message: Message | None = None,
        cause: Fact | None = None,
        hearing: Hearing = Hearing.HANDLED,
        also: Sequence[Append] = (),
        once: Once | None = None,
    ) -> list[Entry]:
        """The entries that the commands led to, in one unit with the message that caused them.

        With `once`, what the actor had done under the same key before is not done again; Rejected (`request.key_used`)
        where something else was asked under it.

        Rejected when a command may not be; AlreadyHeard, Unavailable and the errors of the codec as in the log.
        A concurrency conflict is tried again, four times in all. A message comes here when it could not go with
        others: then nothing is decided from memory.
        """
        name = stream_id("once", commands[0].moment.by.account, once.key) if once else None
        for attempt in range(1, ATTEMPTS + 1):
            if once and name and self._is_done(name, once):
                return []
            try:
                sure = attempt > 1 or message is not None
                prepared = self.prepare(*commands, message=message, cause=cause, hearing=hearing, also=also, sure=sure)
                if prepared.says_nothing:
                    return []
                if once and name:
                    prepared.unit.chores = (partial(_note, name=name, mark=once.of),)
                self._log.submit(prepared.unit)
                return self.finish(prepared)
            except AlreadyDone:  # by another request at the same moment
                if once and name:
                    self._is_done(name, once)
                return []
            except Conflict:
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    def _is_done(self, name: str, once: Once) -> bool:
        """Whether this was done before; Rejected where it was something else."""
        mark = self._log.noted(name)
        if mark not in (None, once.of):
            raise Rejected("request.key_used")
        return mark is not None

    def execute_many(self, tasks: Sequence[Task]) -> list[list[Entry] | None]:
        """The entries that each task led to, as a unit of its own; None for what failed: executed alone, it says why.

        The tasks are about different streams.
        """
        prepared = self.prepare_many(tasks)
        for one in prepared:
            if one is not None and not one.says_nothing:
                self._log.submit(one.unit)
        return [None if one is None else self._finished_or_none(one) for one in prepared]

    def _finished_or_none(self, prepared: Prepared) -> list[Entry] | None:
        try:
            return [] if prepared.says_nothing else self.finish(prepared)
        except Exception:  # noqa: BLE001 - executed again alone
            return None

    def state(self, decider: Decider[Any, Any, Any], stream: str) -> Any:
        """The present state of an aggregate, for those who must know it before they command."""
        return self._deciding.load(decider, Address(stream, ""), sure=True).state

    def recalled(self, decider: Decider[Any, Any, Any], stream: str) -> Any:
        """The state of an aggregate as it is remembered: perhaps an earlier one, where other processes write too."""
        return self._deciding.load(decider, Address(stream, ""), sure=False).state

    def subject(self, decider: Decider[Any, Any, Any], stream: str) -> str:
        """The subject of an aggregate's entries, such as its case number; empty if there are none yet."""
        address = Address(stream, "")
        known = self._deciding.load(decider, address, sure=False)
        return (known if known.version else self._deciding.load(decider, address, sure=True)).address.subject

    def fetch(self, decider: Decider[Any, Any, Any], streams: Iterable[str]) -> None:
        """Read the streams that were never met with one question, before each is commanded."""
        self._deciding.streams.fetch(dict.fromkeys(streams, decider), sure=False)

    def forget(self) -> None:
        """Read every stream again: the log was written beside this executor."""
        self._deciding.streams.forget()

    def prepare(
        self,
        *commands: Any,
        message: Message | None = None,
        cause: Fact | None = None,
        hearing: Hearing = Hearing.HANDLED,
        also: Sequence[Append] = (),
        sure: bool = False,
    ) -> "Prepared":
        """Decide and close, but do not commit: the unit is submitted by the caller, then `finish` waits for it.

        `sure`: look into the log rather than decide from memory.
        """
        asked = self._deciding.fetch(commands)
        decided = self._decided(Task(commands, message, cause), asked, sure=sure)
        self._vault.keys(decided.keys)
        return self._closed(decided, message, cause, hearing, also)

    def prepare_many(self, tasks: Sequence[Task]) -> list["Prepared | None"]:
        """Each task prepared, with one question to the log and one to the vault for all.

        None for what fails: whoever takes it up alone hears why.
        """
        asked = self._deciding.fetch([command for task in tasks for command in task.commands])
        decided = [self._decided_or_none(task, asked) for task in breathing(tasks)]
        self._vault.keys(set().union(*(one.keys for one in decided if one is not None)))
        pairs = zip(decided, tasks, strict=True)
        return [one and self._closed_or_none(one, task) for one, task in breathing(pairs)]

    def _decided_or_none(self, task: Task, asked: Collection[str]) -> Decided | None:
        try:
            with traces.carrying(task.context):
                return self._decided(task, asked, sure=False)
        except Exception:  # noqa: BLE001 - taken up again alone
            return None

    def _closed_or_none(self, decided: Decided, task: Task) -> "Prepared | None":
        try:
            return self._closed(decided, task.message, task.cause, Hearing.HANDLED, ())
        except Exception:  # noqa: BLE001 - taken up again alone
            return None

    def _decided(self, task: Task, asked: Collection[str], *, sure: bool) -> Decided:
        span = self._span(task.message, task.cause) if traces.tracer is not None and task.commands else None
        news = self._deciding.news(task.commands, sure=sure, asked=asked)
        if span is not None and not span.may_be_about(one.address.subject for one in news):
            span = None
        return Decided(news, span)

    def _closed(
        self,
        decided: Decided,
        message: Message | None,
        cause: Fact | None,
        hearing: Hearing,
        also: Sequence[Append],
    ) -> "Prepared":
        passing("vault.keyed")
        appends = [Append(one.address, one.version, self._drafts(one, cause, decided.span)) for one in decided.news]
        return Prepared(Unit([*appends, *also], message, hearing), self, decided.news, decided.span)

    def finish(self, prepared: "Prepared") -> list[Entry]:
        """Wait for a submitted unit; its entries. After any failure its streams are read again: it may have been stored."""
        try:
            entries = prepared.unit.done.result()
        except Exception as error:
            if prepared.span is not None:
                prepared.span.refused(type(error).__name__)
            self._deciding.streams.forget(one.address.stream for one in prepared.news)
            raise
        if prepared.span is not None:
            prepared.span.committed(entry.type for entry in entries)
        self._deciding.remember(prepared.news, entries)
        return entries

    def _fact(self, entry: Entry) -> Fact:
        return fact_of(entry.body)

    def _id(self) -> str:
        return uuid7(self._clock())

    def _span(self, message: Message | None, cause: Fact | None) -> "UnitSpan | None":
        heard = None if message is None else (message.source, message.position)
        return traces.unit(self._log.name, heard, cause.trace if cause else None)

    def _drafts(self, loaded: Loaded, cause: Fact | None, span: "UnitSpan | None") -> list[Draft]:
        trace = span.traceparent if span is not None else None
        return [self._draft(loaded.address.subject, event, moment, cause, trace) for event, moment in loaded.said]

    def _draft(self, subject: str, event: Any, moment: Any, cause: Fact | None, trace: str | None) -> Draft:
        own = Home(subject, self._id(), "")
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
        )


def _note(connection: Connection, name: str, mark: int) -> None:
    if not note_once(connection, name, mark):
        raise AlreadyDone(name)
