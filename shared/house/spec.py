"""What one service consists of; its `main.py` says it, everything else follows from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Table

from shared.eventlog.entry import Entry
from shared.eventlog.readmodel import ReadModel
from shared.eventlog.unit import Append, Hearing, Message, Unit
from shared.kernel.decider import Decider
from shared.kernel.reaction import Reaction
from shared.telemetry.gauges import Reading
from shared.web.route import Route
from shared.web.sentences import Sentence

if TYPE_CHECKING:
    from shared.house.house import House


class Listener(Protocol):
    """Handles messages in a way of its own."""

    def prepare(self, message: Message) -> Unit:
        """The unit that keeps this message; called in the order of each source."""

    def handle(self, message: Message, hearing: Hearing = ..., also: Sequence[Append] = ...) -> list[Entry]:
        """Handle one message alone and commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One service.

    `folder` has `web/templates` and `web/static`; `sentences` are the refusals' codes in Chinese, or whole sentences.
    `hears_all`: it hears every entry of every service, in one queue (the ledger). `needs_rules`: it handles nothing
    before the jurisdiction's rules were adopted. `listen` replaces the ordinary handling of messages;
    `background` is done every few seconds (lapses); `measures` are gauges read from its read models at scrape time.
    `tables` stand beside its log and are no read models: nothing makes them anew (`shared.eventlog.ownership`).
    """

    name: str
    title: str
    folder: Path
    deciders: Sequence[Decider[Any, Any, Any]] = ()
    reactions: Sequence[Reaction[Any, Any]] = ()
    readmodels: Sequence[ReadModel] = ()
    tables: Sequence[Table] = ()
    routes: Sequence[Route] = ()
    sentences: Mapping[str, str | Sentence] = field(default_factory=dict)
    hears_all: bool = False
    needs_rules: bool = True
    listen: "Callable[[House], Listener] | None" = None
    background: "Callable[[House], object] | None" = None
    measures: "Sequence[Callable[[House], Iterable[Reading]]]" = ()
