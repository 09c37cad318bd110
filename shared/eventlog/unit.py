"""A unit of work: new entries of one or more streams, and what was heard that led to them. All or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy import Connection

from shared.eventlog.entry import Draft
from shared.eventlog.outcome import Outcome
from shared.kernel.decider import Address


class Conflict(Exception):
    """The stream is not at the expected version: load it again and decide again."""


class AlreadyHeard(Exception):
    """The inbox has this message: it was handled before, and nothing is done twice."""


class AlreadyDone(Exception):
    """What was to be done once was done before, by a request with the same key."""


class Behind(Exception):
    """Earlier messages of this subject are parked: this one must queue behind them."""


class NothingParked(Exception):
    """No message of this subject is parked (any more): this one need not queue, it can be handled."""


class Unavailable(Exception):
    """The database is away, locked or full. Nothing was written; try again later."""


class BehindLedger(Unavailable):
    """The log is behind the ledger's copy of it: nothing is appended before `huying catch-up`."""

    problem = "service.behind_ledger"


@dataclass(frozen=True, slots=True)
class Append:
    """Drafts for one stream. `expected` is its version before them; None: wherever the stream is."""

    address: Address
    expected: int | None
    drafts: Sequence[Draft]


@dataclass(frozen=True, slots=True)
class Message:
    """An entry as it travels: `source` is the service that said it, `body` its exact bytes.

    `redelivered`: it may have been in somebody's hand before.
    """

    source: str
    position: int
    id: str
    type: str
    subject: str
    body: bytes
    redelivered: bool = False


class Hearing(Enum):
    """What becomes of a heard message: handled now, parked unhandled (alone or behind others of its subject), or a
    parked one handled at last."""

    HANDLED = "handled"
    PARKED = "parked"
    BEHIND = "behind"
    REPLAYED = "replayed"

    @property
    def handles(self) -> bool:
        """Whether the message is handled in this unit."""
        return self in (Hearing.HANDLED, Hearing.REPLAYED)


@dataclass(eq=False, slots=True)
class Unit:
    """What is committed together. `chores` are small writes of our own tables (a cursor, an attempt)."""

    appends: Sequence[Append]
    heard: Message | None = None
    hearing: Hearing = Hearing.HANDLED
    chores: Sequence[Callable[[Connection], None]] = ()
    done: Outcome = field(default_factory=Outcome)
