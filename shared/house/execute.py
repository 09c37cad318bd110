"""Execute: load the stream, decide, close what is private, append. The one way from a command to entries."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
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
from shared.house.speech import Speech, plain, texts
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored_name
from shared.kernel.text import Closed, Home, Text
from shared.telemetry import traces
from shared.telemetry.crashpoints import passing
from shared.vault import Vault

if TYPE_CHECKING:
    from shared.telemetry.tracer import UnitSpan

ATTEMPTS = 4
CACHED = 2_000


@dataclass(slots=True)
class Loaded:
    """A stream in hand: its version and state as read, the state as decided, and what is to be said on it."""

    decider: Decider[Any, Any, Any]
    address: Address
    version: int
    before: Any
    state: Any
    said: list[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Known:
    """A stream in the cache: the state before the entries that were `unread` since, and the version after them."""

    version: int
    subject: str
    state: Any
    unread: tuple[Entry, ...] = ()


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
        self._log, self._vault, self._clock, self._alone = log, vault, clock, alone
        known = tuple(deciders)
        self._deciders = {command: decider for decider in known for command in decider.commands}
        self._speech = Speech(cls for decider in known for cls in decider.events)
        self._cache: OrderedDict[str, Known] = OrderedDict()
        self._keeping = threading.Lock()

    def execute(
        self,
        *commands: Any,
        message: Message | None = None,
        cause: Fact | None = None,
        hearing: Hearing = Hearing.HANDLED,
        also: Sequence[Append] = (),
        once: str | None = None,
    ) -> list[Entry]:
        """The entries that the commands led to, in one unit with the message that caused them.

        With `once` (an Idempotency-Key of the actor), what was done under the same key before is not done again.

        Rejected when a command may not be; AlreadyHeard, Unavailable and the errors of the codec as in the log.
        A concurrency conflict is tried again, four times in all.
        """
        name = stream_id("once", commands[0].moment.by.account, once) if once else None
        for attempt in range(1, ATTEMPTS + 1):
            if name and self._log.noted(name):
                return []
            try:
                prepared = self.prepare(*commands, message=message, cause=cause, hearing=hearing, also=also)
                if prepared.says_nothing:
                    return []
                if name:
                    prepared.unit.chores = (partial(_note, name=name),)
                self._log.submit(prepared.unit)
                return self.finish(prepared)
            except AlreadyDone:
                return []
            except Conflict:
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    def state(self, decider: Decider[Any, Any, Any], stream: str) -> Any:
        """The present state of an aggregate, for those who must know it before they command."""
        return self._load(decider, Address(stream, "")).state

    def subject(self, decider: Decider[Any, Any, Any], stream: str) -> str:
        """The subject of an aggregate's entries, such as its case number; empty if there are none yet."""
        return self._load(decider, Address(stream, "")).address.subject

    def forget(self) -> None:
        """Read every stream again: the log was written beside this executor."""
        with self._keeping:
            self._cache.clear()

    def prepare(
        self,
        *commands: Any,
        message: Message | None = None,
        cause: Fact | None = None,
        hearing: Hearing = Hearing.HANDLED,
        also: Sequence[Append] = (),
    ) -> "Prepared":
        """Decide and close, but do not commit: the unit is submitted by the caller, then `finish` waits for it."""
        span = self._span(message, cause) if traces.tracer is not None and commands else None
        loaded: dict[str, Loaded] = {}
        for command in commands:
            self._decide(command, loaded)
        news = [stream for stream in loaded.values() if stream.said]
        if span is not None and not span.may_be_about(one.address.subject for one in news):
            span = None
        self._vault.keys({text.key for one in news for event, _ in one.said for text in texts(event) if text.key})
        passing("vault.keyed")
        appends = [Append(one.address, one.version, self._drafts(one, cause, span)) for one in news]
        return Prepared(Unit([*appends, *also], message, hearing), self, news, span)

    def finish(self, prepared: "Prepared") -> list[Entry]:
        """Wait for a submitted unit; its entries. A conflict makes its streams be read again."""
        try:
            entries = prepared.unit.done.result()
        except Exception as error:
            if prepared.span is not None:
                prepared.span.refused(type(error).__name__)
            if isinstance(error, Conflict):
                self._forget(prepared.news)
            raise
        if prepared.span is not None:
            prepared.span.committed(entry.type for entry in entries)
        self._remember(prepared.news, entries)
        return entries

    def _decide(self, command: Any, loaded: dict[str, Loaded]) -> None:
        decider = self._deciders[type(command)]
        address = decider.address(command)
        stream = loaded.get(address.stream) or loaded.setdefault(address.stream, self._load(decider, address))
        for theirs, ours in decider.compares:
            command = self._compared(command, theirs, getattr(stream.state, ours, None))
        events = decider.decide(command, stream.state)
        stream.state = decider.fold(events, stream.state)
        stream.said += [(event, command.moment) for event in events]

    def _compared(self, command: Any, name: str, ours: Any) -> Any:
        text = getattr(command, name, None)
        if not isinstance(text, Text) or not isinstance(ours, Closed | Text) or ours.key is None:
            return command
        tag = self._vault.same(ours.key, text.value)
        return replace(command, **{name: replace(text, same=tag, unknown=tag is None)})

    def _load(self, decider: Decider[Any, Any, Any], address: Address) -> Loaded:
        known = self._cache.get(address.stream) or Known(0, address.subject, decider.initial)
        unread: Sequence[Entry] = known.unread
        if not (self._alone and known.version):
            unread = [*unread, *self._log.stream(address.stream, known.version)]
        state = known.state
        for entry in unread:
            state = self._evolved(decider, state, entry)
        if unread:
            known = Known(unread[-1].version, unread[-1].subject, state)
            self._keep(address.stream, known)
        return Loaded(decider, Address(address.stream, known.subject), known.version, state, state, [])

    def _evolved(self, decider: Decider[Any, Any, Any], state: Any, entry: Entry) -> Any:
        fact = fact_of(entry.body)
        return decider.evolve(state, self._speech.event(fact.type, fact.data))

    def _span(self, message: Message | None, cause: Fact | None) -> "UnitSpan | None":
        heard = None if message is None else (message.source, message.position)
        return traces.unit(self._log.name, heard, cause.trace if cause else None)

    def _drafts(self, loaded: Loaded, cause: Fact | None, span: "UnitSpan | None") -> list[Draft]:
        trace = span.traceparent if span is not None else None
        return [self._draft(loaded.address.subject, event, moment, cause, trace) for event, moment in loaded.said]

    def _draft(self, subject: str, event: Any, moment: Any, cause: Fact | None, trace: str | None) -> Draft:
        own = Home(subject, uuid7(self._clock()), "")
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

    def _forget(self, loaded: Sequence[Loaded]) -> None:
        for one in loaded:
            self._cache.pop(one.address.stream, None)

    def _remember(self, news: Sequence[Loaded], entries: Sequence[Entry]) -> None:
        """Cache the state before, and what was stored since: the decided state holds open texts, which must not linger."""
        for one in news:
            unread = tuple(entry for entry in entries if entry.stream == one.address.stream)
            self._keep(one.address.stream, Known(unread[-1].version, one.address.subject, one.before, unread))

    def _keep(self, stream: str, known: "Known") -> None:
        """Keep it as the newest, unless another caller who was later has come here first."""
        with self._keeping:
            other = self._cache.pop(stream, known)
            self._cache[stream] = known if known.version >= other.version else other
            while len(self._cache) > CACHED:
                self._cache.popitem(last=False)


def _note(connection: Connection, name: str) -> None:
    if not note_once(connection, name):
        raise AlreadyDone(name)
