"""A decider: how an aggregate turns commands into events, and events into its state. Pure.

The pattern is Jérémie Chassaing's *Functional Event Sourcing Decider*: `decide`, `evolve`, `initial`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E")


class Address(NamedTuple):
    """Where an aggregate's entries stand: its stream (UUID text) and the subject of its entries."""

    stream: str
    subject: str


@dataclass(frozen=True, slots=True)
class Decider(Generic[C, S, E]):
    """One aggregate.

    `commands` names the classes it decides on, `events` the classes it says;
    `address` finds the stream a command is for; `compares` maps a command's field to the state's field
    whose text it must be compared with (both `Text`/`Closed`, see `shared.kernel.text`).
    """

    name: str
    commands: tuple[type, ...]
    events: tuple[type, ...]
    initial: S
    decide: Callable[[C, S], Sequence[E]]
    evolve: Callable[[S, E], S]
    address: Callable[[C], Address]
    compares: tuple[tuple[str, str], ...] = ()

    def fold(self, events: Iterable[Any], state: S | None = None) -> S:
        """The state after `events`, from `state` or from the beginning."""
        result = self.initial if state is None else state
        for event in events:
            result = self.evolve(result, event)
        return result
