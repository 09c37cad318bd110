"""Deciding: commands on streams become what is to be said. From memory where the log will check it, else by the log."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import sleep
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from shared.eventlog.entry import Entry
from shared.eventlog.fact import Fact
from shared.eventlog.log import Log
from shared.eventlog.unit import Message
from shared.house.speech import Speech, texts
from shared.house.streams import Known, Streams
from shared.kernel.decider import Address, Decider
from shared.kernel.text import Closed, Text
from shared.vault import Vault

if TYPE_CHECKING:
    from shared.telemetry.tracer import UnitSpan

T = TypeVar("T")
BREATH = 8


@dataclass(slots=True)
class Loaded:
    """A stream in hand: its version and state as read, the state as decided, and what is to be said on it.

    `certain`: nobody can have said more on it meanwhile, as far as was asked.
    """

    decider: Decider[Any, Any, Any]
    address: Address
    certain: bool
    version: int
    before: Any
    state: Any
    said: list[tuple[Any, Any]]


class Task(NamedTuple):
    """Commands that are one unit with the message that led to them and the fact in it, if they come of one.

    `context` is the trace they go on with, as `traces.carried` gives it.
    """

    commands: Sequence[Any]
    message: Message | None = None
    cause: Fact | None = None
    context: Any = None


class Decided(NamedTuple):
    """The streams on which something is to be said, and the span of the unit (if it is traced)."""

    news: Sequence[Loaded]
    span: "UnitSpan | None"

    @property
    def keys(self) -> set[str]:
        """The keys that the open texts are to be closed under."""
        return {text.key for one in self.news for event, _ in one.said for text in texts(event) if text.key}


class Deciding:
    """The deciders of one service and the streams they decide on. `fact` reads an entry."""

    def __init__(
        self,
        log: Log,
        vault: Vault,
        deciders: Iterable[Decider[Any, Any, Any]],
        fact: Callable[[Entry], Fact],
        *,
        alone: bool,
    ) -> None:
        known = tuple(deciders)
        self._vault, self._fact = vault, fact
        self._deciders = {command: decider for decider in known for command in decider.commands}
        self._speech = Speech(cls for decider in known for cls in decider.events)
        self.streams = Streams(log, self._evolved, alone=alone)

    def fetch(self, commands: Sequence[Any]) -> Collection[str]:
        """Read what is new on the streams of these commands, with one question; the streams that were asked for."""
        if len(commands) < 2:
            return ()
        deciders = [(command, self._deciders[type(command)]) for command in commands]
        return self.streams.fetch(
            {decider.address(command).stream: decider for command, decider in deciders}, sure=True
        )

    def load(
        self, decider: Decider[Any, Any, Any], address: Address, *, sure: bool, asked: Collection[str] = ()
    ) -> Loaded:
        """A stream with nothing said on it yet."""
        known, certain = self.streams.load(decider, address, sure=sure, asked=asked)
        address = Address(address.stream, known.subject or address.subject)
        return Loaded(decider, address, certain, known.version, known.state, known.state, [])

    def news(self, commands: Sequence[Any], *, sure: bool, asked: Collection[str] = ()) -> list[Loaded]:
        """The streams on which these commands say something; whatever a decider raises.

        The log checks the version of such a stream. Where memory led to silence or a refusal, it is decided again by
        what is in the log, unless its streams are among those `asked` for already.
        """
        loaded: dict[str, Loaded] = {}
        try:
            for command in commands:
                self._decide(command, loaded, sure=sure, asked=asked)
        except Exception:
            if all(one.certain for one in loaded.values()):
                raise
        else:
            if all(one.certain or one.said for one in loaded.values()):
                return [one for one in loaded.values() if one.said]
        return self.news(commands, sure=True)

    def remember(self, news: Sequence[Loaded], entries: Sequence[Entry]) -> None:
        """Keep the state before, and what was stored since: the decided state holds open texts, which must not linger."""
        for one in news:
            unread = tuple(entry for entry in entries if entry.stream == one.address.stream)
            self.streams.keep(one.address.stream, Known(unread[-1].version, one.address.subject, one.before, unread))

    def _decide(self, command: Any, loaded: dict[str, Loaded], *, sure: bool, asked: Collection[str]) -> None:
        decider = self._deciders[type(command)]
        address = decider.address(command)
        stream = loaded.get(address.stream)
        if stream is None:
            stream = loaded[address.stream] = self.load(decider, address, sure=sure, asked=asked)
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

    def _evolved(self, decider: Decider[Any, Any, Any], state: Any, entry: Entry) -> Any:
        fact = self._fact(entry)
        return decider.evolve(state, self._speech.event(fact.type, fact.data))


def breathing(items: Iterable[T]) -> Iterator[T]:
    """The items, with a turn for others (requests that came meanwhile) after every few of them."""
    for number, item in enumerate(items, 1):
        yield item
        if number % BREATH == 0:
            sleep(0)
