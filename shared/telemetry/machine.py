"""What the process itself has of workers, connections and time; told by the edge, which owns them."""

from collections.abc import Callable

from prometheus_client import Gauge, Histogram

from shared.telemetry.registry import REGISTRY

DELAY = Histogram(
    "huying_event_loop_delay_seconds",
    "How late a timer fires: what a greenthread waits for its turn.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
WORKERS = Gauge(
    "huying_workers_in_use", "Greenthreads at work on requests and timers.", ("service",), registry=REGISTRY
)
LIMIT = Gauge("huying_workers_limit", "How many there may be.", ("service",), registry=REGISTRY)
CONNECTIONS = Gauge("huying_http_connections", "Connections of callers that are open.", registry=REGISTRY)
MOST_CONNECTIONS = Gauge("huying_http_connections_limit", "How many there may be.", registry=REGISTRY)


def workers(service: str, in_use: Callable[[], float], limit: float) -> None:
    """How to ask a service's pool of workers."""
    WORKERS.labels(service).set_function(in_use)
    LIMIT.labels(service).set(limit)


def connections(open_now: Callable[[], float], limit: float) -> None:
    """How to ask the port."""
    CONNECTIONS.set_function(open_now)
    MOST_CONNECTIONS.set(limit)


def late(seconds: float) -> None:
    """A timer fired so much after its time."""
    DELAY.observe(max(seconds, 0.0))
