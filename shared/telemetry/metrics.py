"""What a service counts while it works, by Prometheus' naming conventions.

Labels never carry personal data or case numbers, and nothing shows that there was a complaint about officials.
"""

from collections import Counter as Counts
from collections.abc import Iterable
from functools import cache

from prometheus_client import Counter, Gauge, Histogram

from shared.telemetry.registry import REGISTRY

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
OPENED = Counter("huying_vault_opened_total", "Closed fields opened.", ("service", "purpose"), registry=REGISTRY)
NOTIFICATIONS = Counter(
    "huying_notifications_total", "Attempts to notify, by result.", ("service", "channel", "result"), registry=REGISTRY
)
FEED_MESSAGES = Counter(
    "huying_feed_messages_total", "Feed messages by result.", ("service", "source", "result"), registry=REGISTRY
)
FEED_LAST = Gauge(
    "huying_feed_last_message_timestamp_seconds",
    "When the feed last sent anything to this process, known things too.",
    ("service", "source"),
    registry=REGISTRY,
)
WITNESS_ANSWERS = Counter(
    "huying_ledger_witness_answers_total",
    "Checkpoints offered to a witness, by what became of it (`cosigned`, or the code of the refusal).",
    ("service", "witness", "result"),
    registry=REGISTRY,
)

TOGETHER = ("complaint.", "clue.", "review.", "personal.")
"""Counted under `other`, readings of every day among them: so neither a type nor a difference to the log's head shows
that there was a complaint about officials, a clue or a review."""
UNCOUNTED = ("/complain",)
HIDDEN = ("/complaints", "/discipline")
"""Routes about complaints, clues and reviews (and what is below them) leave no trace in metrics: not even that one was
made or read."""


def known_as(type_: str) -> str:
    """The name under which an entry's type may be shown."""
    return "other" if type_.startswith(TOGETHER) else type_


def is_counted(route: str) -> bool:
    """Whether requests of this route may leave a trace."""
    return not route.startswith(UNCOUNTED) and not any(place in route for place in HIDDEN)


def said(service: str, types: Iterable[str]) -> None:
    """Count entries by type."""
    for name, count in Counts(types).items():
        ENTRIES.labels(service, known_as(name)).inc(count)


@cache
def handled(service: str, result: str) -> Counter:
    """What counts the messages of this service with this result; looked up once, for it is counted all the time."""
    return HANDLED.labels(service, result)


@cache
def _opened(role: str, purpose: str) -> Counter:
    return OPENED.labels(role, purpose)


def count_opened(role: str, purpose: str) -> None:
    """Count an opened field; a service's role at the vault is its name, purposes are short codes of the program's own."""
    _opened(role, purpose).inc()


def answered(service: str, method: str, route: str, status: int, seconds: float) -> None:
    """Count one HTTP answer; `seconds` took it."""
    if is_counted(route):
        REQUESTS.labels(service, method, route, str(status)).inc()
        DURATION.labels(service, route).observe(seconds)


def notified(service: str, channel: str, result: str) -> None:
    """Count one attempt: `sent`, `failed` (to be tried again) or `given_up`."""
    NOTIFICATIONS.labels(service, channel, result).inc()


def fed(service: str, source: str, result: str, at: float | None = None) -> None:
    """Count one message of a feed; `at` is when it was taken (seconds since 1970), absent for one put aside."""
    FEED_MESSAGES.labels(service, source, result).inc()
    if at is not None:
        FEED_LAST.labels(service, source).set(at)


def asked_witness(service: str, witness: str, result: str) -> None:
    """Count one answer of a witness."""
    WITNESS_ANSWERS.labels(service, witness, result).inc()
