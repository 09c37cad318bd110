"""Metrics of a process, by Prometheus' naming conventions. Labels never carry personal data or case numbers."""

from collections import Counter as Counts
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector

if TYPE_CHECKING:
    from shared.house.house import House

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

REQUESTS = Counter(
    "huying_http_requests_total", "HTTP requests answered.", ("service", "method", "route", "status"), registry=REGISTRY
)
DURATION = Histogram(
    "huying_http_request_duration_seconds",
    "Time to answer a request.",
    ("service", "route"),
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
ENTRIES = Counter("huying_eventlog_entries_total", "Entries appended.", ("service", "type"), registry=REGISTRY)
HANDLED = Counter(
    "huying_inbox_messages_total", "Messages by what became of them.", ("service", "result"), registry=REGISTRY
)
HEAD = Gauge("huying_eventlog_head_position", "Position of the last entry.", ("service",), registry=REGISTRY)
PENDING = Gauge(
    "huying_outbox_pending_entries",
    "Entries not yet safe with everyone who hears them.",
    ("service",),
    registry=REGISTRY,
)
PARKED = Gauge("huying_parking_messages", "Messages in the parking lot.", ("service",), registry=REGISTRY)
READY = Gauge("huying_ready", "Whether the service is ready to serve.", ("service",), registry=REGISTRY)
OPENED = Counter("huying_vault_opened_total", "Closed fields opened.", ("role", "purpose"), registry=REGISTRY)
NOTIFICATIONS = Counter(
    "huying_notifications_total", "Notifications by result.", ("channel", "result"), registry=REGISTRY
)
FEED_MESSAGES = Counter(
    "huying_feed_messages_total", "Feed messages by result.", ("source", "result"), registry=REGISTRY
)
FEED_LAST = Gauge(
    "huying_feed_last_success_timestamp_seconds", "When the feed last delivered.", ("source",), registry=REGISTRY
)


TOGETHER = ("complaint.", "clue.", "personal.")
"""Counted under `other`, readings of every day among them: so neither a type nor a difference to the log's head shows
that there was a complaint about officials."""


def said(service: str, types: Iterable[str]) -> None:
    """Count entries by type."""
    for name, count in Counts(types).items():
        ENTRIES.labels(service, "other" if name.startswith(TOGETHER) else name).inc(count)


@cache
def handled(service: str, result: str) -> Counter:
    """What counts the messages of this service with this result; looked up once, for it is counted all the time."""
    return HANDLED.labels(service, result)


@cache
def _opened(role: str, purpose: str) -> Counter:
    return OPENED.labels(role, purpose)


def count_opened(role: str, purpose: str) -> None:
    """Count an opened field; purposes are short codes of the program's own."""
    _opened(role, purpose).inc()


UNCOUNTED = ("/complain",)
"""Routes about complaints (and what is below them) leave no trace in metrics: not even that one was made or read."""


def answered(service: str, method: str, route: str, status: int, seconds: float) -> None:
    """Count one HTTP answer; `seconds` took it."""
    if route.startswith(UNCOUNTED) or "/complaints" in route:
        return
    REQUESTS.labels(service, method, route, str(status)).inc()
    DURATION.labels(service, route).observe(seconds)


def look_at(house: "House") -> None:
    """Read the gauges of a service, at scrape time."""
    head = house.log.head().position
    HEAD.labels(house.name).set(head)
    PENDING.labels(house.name).set(max(head - house.relay.cursor.position, 0))
    PARKED.labels(house.name).set(len(house.lot.waiting()))
    READY.labels(house.name).set(house.ready)
