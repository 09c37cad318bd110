"""What the wire over a broker tells: connections, confirms, who leads. Embedded, the one process leads and says nothing else."""

from prometheus_client import Counter, Gauge, Histogram

from shared.telemetry.registry import REGISTRY

CONNECTED = Gauge(
    "huying_bus_connected",
    "Whether the connection to the broker stands.",
    ("service", "connection"),
    registry=REGISTRY,
)
LOST = Counter(
    "huying_bus_connections_lost_total",
    "Connections to the broker that broke or could not be made.",
    ("service", "connection"),
    registry=REGISTRY,
)
BLOCKED = Gauge(
    "huying_bus_blocked", "Whether the broker refuses to take anything (an alarm).", ("service",), registry=REGISTRY
)
UNROUTABLE = Counter(
    "huying_bus_unroutable_messages_total",
    "Messages returned because nobody has a queue for them.",
    ("service",),
    registry=REGISTRY,
)
UNREADABLE = Counter(
    "huying_bus_unreadable_messages_total",
    "Messages rejected because they are no entry.",
    ("service",),
    registry=REGISTRY,
)
PUBLISHED = Counter(
    "huying_bus_published_messages_total", "Messages the broker confirmed.", ("service",), registry=REGISTRY
)
NOT_CONFIRMED = Counter(
    "huying_bus_unconfirmed_batches_total",
    "Batches that were not confirmed in time and are published again.",
    ("service",),
    registry=REGISTRY,
)
CONFIRMING = Histogram(
    "huying_bus_confirm_duration_seconds",
    "Time from publishing a batch to its last confirm.",
    ("service",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
LEADING = Gauge(
    "huying_relay_leading", "Whether this process publishes the service's log.", ("service",), registry=REGISTRY
)


def connected(service: str, connection: str, up: bool) -> None:
    """A connection (`publish` or `consume`) stands now, or does not."""
    CONNECTED.labels(service, connection).set(up)


def lost(service: str, connection: str) -> None:
    """It broke, or could not be made; said at each attempt."""
    connected(service, connection, False)
    LOST.labels(service, connection).inc()


def blocked(service: str, refuses: bool) -> None:
    """The broker stopped taking messages (connection.blocked), or takes them again."""
    BLOCKED.labels(service).set(refuses)


def unroutable(service: str) -> None:
    """A message came back (basic.return)."""
    UNROUTABLE.labels(service).inc()


def unreadable(service: str) -> None:
    """A message was rejected: its bytes are no entry."""
    UNREADABLE.labels(service).inc()


def confirmed(service: str, messages: int, seconds: float) -> None:
    """A batch is safe with the broker."""
    PUBLISHED.labels(service).inc(messages)
    CONFIRMING.labels(service).observe(seconds)


def not_confirmed(service: str) -> None:
    """A batch is not: it is published again."""
    NOT_CONFIRMED.labels(service).inc()


def leading(service: str, leads: bool) -> None:
    """This process publishes the log, or leaves it to another."""
    LEADING.labels(service).set(leads)
