"""What a log's committer does: groups, how long they take, and what is left out of them."""

from prometheus_client import Counter, Histogram

from shared.telemetry.registry import REGISTRY

UNITS = Histogram(
    "huying_eventlog_commit_units",
    "Units of work committed together.",
    ("service",),
    buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256),
    registry=REGISTRY,
)
SECONDS = Histogram(
    "huying_eventlog_commit_duration_seconds",
    "Time to write and commit one group.",
    ("service",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
FAILURES = Counter(
    "huying_eventlog_commit_failures_total",
    "Groups that were not committed: the database is away, or a unit is at fault.",
    ("service", "reason"),
    registry=REGISTRY,
)
CONFLICTS = Counter(
    "huying_eventlog_append_conflicts_total",
    "Units left out because their stream had moved on.",
    ("service",),
    registry=REGISTRY,
)


def committed(service: str, units: int, seconds: float) -> None:
    """A group of units was committed."""
    UNITS.labels(service).observe(units)
    SECONDS.labels(service).observe(seconds)


def failed(service: str, *, away: bool) -> None:
    """A group was not."""
    FAILURES.labels(service, "away" if away else "fault").inc()


def conflict(service: str) -> None:
    """One unit must be decided again."""
    CONFLICTS.labels(service).inc()
