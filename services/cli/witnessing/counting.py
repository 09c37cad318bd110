"""What a witness counts, by Prometheus' naming conventions."""

from collections.abc import Iterable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric

from services.cli.witnessing.alarms import CODES
from services.cli.witnessing.judging import Logs
from services.cli.witnessing.state import COSIGNED, SEEN, State

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, which nobody asks for


class Counting:
    """Gauges are read from the state when asked."""

    def __init__(self, logs: Logs, state: State) -> None:
        self._logs, self._state = logs, state
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(self)
        self._requests = Counter(
            "huying_witness_requests_total", "Requests to cosign, by status.", ("status",), registry=self._registry
        )

    def answered(self, status: int) -> None:
        """One request was answered."""
        self._requests.labels(str(status)).inc()

    def text(self) -> bytes:
        """What Prometheus reads."""
        return generate_latest(self._registry)

    def collect(self) -> Iterable[Metric]:
        """The gauges; asked by the registry."""
        yield from self._sizes()
        yield from self._looks()
        standing = {(alarm.origin, alarm.code) for alarm in self._state.alarms()}
        alarms = GaugeMetricFamily("huying_witness_alarm", "Whether the alarm stands.", labels=("log", "code"))
        for origin in self._logs:
            for code in CODES:
                alarms.add_metric((origin, code), float((origin, code) in standing))
        yield alarms

    def _sizes(self) -> Iterable[Metric]:
        sizes = GaugeMetricFamily("huying_witness_size_leaves", "Largest tree, by way.", labels=("log", "way"))
        name = "huying_witness_grown_timestamp_seconds"
        grown = GaugeMetricFamily(name, "When it was first cosigned or seen.", labels=("log", "way"))
        for origin in self._logs:
            for way in (COSIGNED, SEEN):
                if kept := self._state.kept(origin, way):
                    sizes.add_metric((origin, way), kept.checkpoint.size)
                    grown.add_metric((origin, way), kept.at)
        return sizes, grown

    def _looks(self) -> Iterable[Metric]:
        good = GaugeMetricFamily("huying_witness_look_success", "Whether the last look was good.", labels=("url",))
        name = "huying_witness_last_look_timestamp_seconds"
        last = GaugeMetricFamily(name, "When the public log was last looked at.", labels=("url",))
        for look in self._state.looking():
            good.add_metric((look.url,), float(not look.why))
            last.add_metric((look.url,), look.at)
        return good, last
