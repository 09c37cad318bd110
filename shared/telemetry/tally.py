"""Histograms for what happens thousands of times a second: each worker counts by itself, without locks or look-ups."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from prometheus_client.core import HistogramMetricFamily
from prometheus_client.registry import Collector

from shared.telemetry.registry import REGISTRY


class Tally:
    """The observations of one worker; only that worker may call `observe`."""

    __slots__ = ("_bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def observe(self, value: float) -> None:
        """Count a value; a bound is its bucket's largest value."""
        self.counts[bisect_left(self._bounds, value)] += 1
        self.total += value


class Tallies(Collector):
    """The tallies of all workers, added up by service when somebody looks."""

    def __init__(self, name: str, documentation: str, bounds: Sequence[float]) -> None:
        self._name, self._documentation, self._bounds = name, documentation, bounds
        self._tallies: dict[str, list[Tally]] = {}
        REGISTRY.register(self)

    def of(self, service: str) -> Tally:
        """A new tally for one worker of this service."""
        tally = Tally(self._bounds)
        self._tallies.setdefault(service, []).append(tally)
        return tally

    def describe(self) -> Iterable[HistogramMetricFamily]:
        """The name alone."""
        return [HistogramMetricFamily(self._name, self._documentation)]

    def collect(self) -> Iterable[HistogramMetricFamily]:
        """One histogram with a line for each service."""
        family = HistogramMetricFamily(self._name, self._documentation, labels=["service"])
        bounds = [*(str(float(bound)) for bound in self._bounds), "+Inf"]
        for service, tallies in list(self._tallies.items()):
            counts = accumulate(map(sum, zip(*(tally.counts for tally in tallies), strict=True)))
            buckets = [(bound, float(count)) for bound, count in zip(bounds, counts, strict=True)]
            family.add_metric([service], buckets, sum(tally.total for tally in tallies))
        yield family


HANDLING = Tallies(
    "huying_inbox_handling_duration_seconds",
    "From taking a message out of its queue until it was committed.",
    (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60),
)
AGE = Tallies(
    "huying_inbox_message_age_seconds",
    "From the recording of an entry until a service that hears it has handled it.",
    (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
)
