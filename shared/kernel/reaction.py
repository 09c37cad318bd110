"""Reactions: what we do about another service's event. A reader takes the few fields we need; all pure."""

import builtins
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from shared.kernel.actor import Actor

R = TypeVar("R")
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Heard:
    """The envelope of the entry that was heard: `source` is the service that said it."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    recorded_at: datetime
    position: int
    actor: Actor


@dataclass(frozen=True, slots=True)
class Reaction(Generic[R, M]):
    """`react(reader, heard, moment)` gives our commands for one entry of `type` from `source`.

    `reader` is a frozen dataclass naming the fields we read (tolerant: others are ignored). A field typed
    `Text` is opened before `react` is called; one typed `Private` or `Closed` stays closed, with its home.
    """

    source: str
    type: str
    reader: builtins.type[R]
    react: Callable[[R, Heard, M], Sequence[object]]
