"""What a decider says over time, and that it says the same whenever the timer runs."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from shared.kernel.decider import Decider
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment

Say = Callable[[Moment], Any]
Timeline = Sequence[tuple[float, Say]]
"""Hours after noon, and the command that is then given."""


def log(decider: Decider[Any, Any, Any], timeline: Timeline, at: Callable[[float], Moment]) -> list[Any]:
    """Everything said; refused commands say nothing."""
    said: list[Any] = []
    for hours, say in sorted(timeline, key=lambda one: one[0]):
        try:
            said += decider.decide(say(at(hours)), decider.fold(said))
        except Rejected:
            continue
    return said


def same_whenever_the_timer_runs(
    decider: Decider[Any, Any, Any],
    timeline: Timeline,
    timers: Iterable[float],
    lapse: Say,
    at: Callable[[float], Moment],
) -> list[Any]:
    """Assert that the whole log is the same with the timer running at `timers` as with it running once at the end.

    Timers run just after the half hours, deeds on them, so that neither is at the same instant.
    """
    end = [(10_000.0, lapse)]
    rarely = log(decider, [*timeline, *end], at)
    often = log(decider, [*timeline, *((hours + 0.25, lapse) for hours in timers), *end], at)
    assert often == rarely
    return rarely


def happened(events: Iterable[Any]) -> list[datetime]:
    """The times of those events that do not happen at their command's moment."""
    return [event.happened_at for event in events if hasattr(event, "happened_at")]


def once(keys: Iterable[Any]) -> None:
    """Assert that no key comes twice."""
    listed = list(keys)
    assert len(listed) == len(set(listed)), listed
