"""What a case is like beside its catalogue item and level: the four axes, difficulty, frequency, urgency."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.kernel.rejection import Rejected


@dataclass(frozen=True, slots=True)
class Axes:
    """The four axes; "" where nobody has said yet. The values of each stand in AXES."""

    scope: str = ""
    breadth: str = ""
    matter: str = ""
    time: str = ""


UNSAID = Axes()

AXES: Mapping[str, tuple[str, str]] = {
    "scope": ("whole", "unit"),
    "breadth": ("common", "single"),
    "matter": ("policy", "procedure"),
    "time": ("stock", "new"),
}
DIFFICULTIES = ("easy", "medium", "hard")


@dataclass(frozen=True, slots=True)
class Traits:
    """As told by a person; "" and None leave what was said before."""

    axes: Axes = UNSAID
    difficulty: str = ""
    frequent: bool | None = None
    urgent: bool | None = None


NO_TRAITS = Traits()


def checked(traits: Traits) -> Traits:
    """The same. Rejected `work_order.unknown_axis`, `.unknown_difficulty`."""
    for axis, values in AXES.items():
        if getattr(traits.axes, axis) not in ("", *values):
            raise Rejected("work_order.unknown_axis", axis=axis)
    if traits.difficulty not in ("", *DIFFICULTIES):
        raise Rejected("work_order.unknown_difficulty", difficulty=traits.difficulty)
    return traits


def merged(before: Traits, said: Traits) -> Traits:
    """What was said before, as far as nothing else is said now."""
    axes = Axes(**{axis: getattr(said.axes, axis) or getattr(before.axes, axis) for axis in AXES})
    return Traits(
        axes,
        said.difficulty or before.difficulty,
        before.frequent if said.frequent is None else said.frequent,
        before.urgent if said.urgent is None else said.urgent,
    )
