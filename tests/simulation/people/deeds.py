"""The register of deeds: by name, what service is told, how the command is made, and what is drawn for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.simulation.people.case import Case
    from tests.simulation.town import Town

Args = tuple[Any, ...]
Build = Callable[..., Any]
Draw = Callable[[Random], Args]


@dataclass(frozen=True, slots=True)
class Deed:
    """`decisive`: what others decide about the case depends on whether they have heard of it.

    `again`: the same once more says more (two notes are two notes); any other deed may be done twice by mistake.
    `wide`: it touches other cases or aggregates, and is played where two histories need not be the same.
    """

    name: str
    service: str
    build: Build
    draw: Draw
    decisive: bool
    again: bool
    wide: bool


@dataclass(frozen=True, slots=True)
class Act:
    """A deed about the case of a slot, with what was drawn for it."""

    case: "Case"
    deed: str
    args: Args

    @property
    def service(self) -> str:
        """Which is told."""
        return DEEDS[self.deed].service

    def command(self, town: "Town") -> Any:
        """The command, at the present moment."""
        return DEEDS[self.deed].build(town, self.case, *self.args)


DEEDS: dict[str, Deed] = {}


def nothing(rng: Random) -> Args:  # noqa: ARG001 - as other draws
    """A deed that needs no more than its case."""
    return ()


def deed(
    service: str, draw: Draw = nothing, *, decisive: bool = False, again: bool = False, wide: bool = False
) -> Callable[[Build], Build]:
    """Register a function (town, case, *drawn) → command of `service` under its name."""

    def register(build: Build) -> Build:
        DEEDS[build.__name__] = Deed(build.__name__, service, build, draw, decisive, again, wide)
        return build

    return register


def pick(rng: Random, weights: Mapping[Any, float]) -> Any:
    """One of the keys, by weight."""
    keys: Sequence[Any] = list(weights)
    return rng.choices(keys, list(weights.values()))[0]
