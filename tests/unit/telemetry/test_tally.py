"""Tallies add up to what Prometheus' own histogram says of the same observations."""

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Histogram

from shared.telemetry.registry import REGISTRY
from shared.telemetry.tally import Tallies

BOUNDS = (0.5, 1, 10)
TALLIES = Tallies("huying_test_seconds", "A test's.", BOUNDS)


@given(st.lists(st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0, 3.0, 10.0, 11.0])), max_size=4))
def test_workers_together_are_one_histogram(workers: list[list[float]]) -> None:
    registry = CollectorRegistry()
    oracle = Histogram("huying_test_seconds", "A test's.", ("service",), buckets=BOUNDS, registry=registry)
    tallies = [TALLIES.of("drawn") for _ in workers]
    before = samples(REGISTRY)
    for tally, values in zip(tallies, workers, strict=True):
        for value in values:
            tally.observe(value)
            oracle.labels("drawn").observe(value)
    after = samples(REGISTRY)
    gained = {key: after[key] - before.get(key, 0.0) for key in after}
    for key, wanted in samples(registry).items():
        assert gained[key] == wanted


def samples(registry: CollectorRegistry) -> dict[tuple[str, str], float]:
    return {
        (sample.name, sample.labels.get("le", "")): sample.value
        for metric in registry.collect()
        for sample in metric.samples
        if sample.name.startswith("huying_test_seconds") and not sample.name.endswith("_created")
    }
