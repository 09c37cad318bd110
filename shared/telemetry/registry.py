"""The metrics of a process, and what of them one service shows."""

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    Info,
    Metric,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, which nobody asks for
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)


def _version() -> str:
    try:
        return version("huying")
    except PackageNotFoundError:  # run from a tree that was never installed
        return "unknown"


Info("huying_build", "What this process was built from.", registry=REGISTRY).info({"version": _version()})


class Families(NamedTuple):
    """Metrics to be rendered; what `generate_latest` asks of a registry."""

    found: tuple[Metric, ...]

    def collect(self) -> Iterable[Metric]:
        """The metrics."""
        return self.found


def of_service(service: str) -> Iterable[Metric]:
    """The process's metrics without what another service of the same process counted.

    So six addresses of one process can all be scraped, and nothing is counted twice.
    """
    for metric in REGISTRY.collect():
        kept = [sample for sample in metric.samples if sample.labels.get("service", service) == service]
        if kept:
            shown = Metric(metric.name, metric.documentation, metric.type, metric.unit)
            shown.samples = kept
            yield shown


def rendered(families: Iterable[Metric]) -> bytes:
    """The text that Prometheus reads."""
    return generate_latest(Families(tuple(families)))
