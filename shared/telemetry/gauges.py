"""Gauges whose values are read when somebody asks: names and labels here, values from the houses."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from prometheus_client.core import GaugeMetricFamily, Metric


class Gauge(NamedTuple):
    """A gauge; its first label is always `service`, `labels` are those beside it."""

    name: str
    documentation: str
    labels: tuple[str, ...] = ()


class Reading(NamedTuple):
    """The values of a gauge at one moment, by the labels beside `service`."""

    gauge: Gauge
    values: Mapping[tuple[str, ...], float]


def one(gauge: Gauge, value: float) -> Reading:
    """The value of a gauge without further labels."""
    return Reading(gauge, {(): value})


READY = Gauge("huying_ready", "Whether the service is ready to serve.")
PART = Gauge(
    "huying_scrape_part_success", "Whether this part could be read; 0: the last known values stand.", ("part",)
)
QUEUE = Gauge("huying_eventlog_queue_units", "Units of work waiting for the committer.")
HEAD = Gauge("huying_eventlog_head_position", "Position of the last entry.")
PENDING = Gauge("huying_outbox_pending_entries", "Entries not yet safe with everyone who hears them.")
OLDEST = Gauge("huying_outbox_oldest_age_seconds", "Age of the oldest entry not yet safe; 0 if there is none.")
LAG = Gauge("huying_relay_lag_entries", "Entries the relay has not handed over yet.")
UNCONFIRMED = Gauge("huying_relay_unconfirmed_entries", "Entries handed over and not yet safe.")
PARKED = Gauge("huying_parking_messages", "Messages in the parking lot.")
PARKED_OLDEST = Gauge("huying_parking_oldest_age_seconds", "Age of the longest parked message; 0 if there is none.")
IN_HAND = Gauge("huying_inbox_in_hand_messages", "Messages taken out of their queues and not yet settled.")
IN_HAND_OLDEST = Gauge("huying_inbox_oldest_in_hand_seconds", "How long the oldest of them has been in hand.")
VERIFIED_AT = Gauge("huying_eventlog_verify_last_run_timestamp_seconds", "When the log was last verified.")
FAULTS = Gauge("huying_eventlog_verify_last_faults", "Faults found then, in the log and in the ledger's copy of it.")
POOL = Gauge("huying_database_pool_connections", "Connections to the database in use.", ("pool",))
POOL_LIMIT = Gauge("huying_database_pool_limit_connections", "How many there may be.", ("pool",))
POOL_WAITING = Gauge("huying_database_pool_waiting", "Who waits for a connection to the database.", ("pool",))
OVERDUE = Gauge("huying_duties_overdue", "Cases whose next duty is overdue.", ("unit", "duty"))
WARNING_CASES = Gauge("huying_warning_cases", "Open cases that need a look, by why; one may count twice.", ("kind",))
WARNING_SURGES = Gauge("huying_warning_surges", "Surges of appeals today, by what surges.", ("kind",))
FEED_SUCCESS = Gauge(
    "huying_feed_last_success_timestamp_seconds", "When the feed last delivered something new.", ("source",)
)
FEED_LIMIT = Gauge("huying_feed_silence_limit_seconds", "After how long a feed counts as silent.", ("source",))
WAITING = Gauge("huying_notifications_waiting", "Messages waiting to be sent.", ("channel",))
WAITING_OLDEST = Gauge("huying_notifications_oldest_waiting_seconds", "How long the oldest of them has waited.")
KEPT = Gauge("huying_ledger_kept_position", "Position of the last entry of a log that the ledger has.", ("log",))
TREE_SIZE = Gauge("huying_ledger_tree_leaves", "Leaves under the newest checkpoint.")
TREE_PENDING = Gauge("huying_ledger_pending_leaves", "Entries the ledger has that no checkpoint covers yet.")
CHECKPOINT_AT = Gauge("huying_ledger_checkpoint_timestamp_seconds", "When the newest checkpoint was made; 0 before it.")
WITNESS_BEHIND = Gauge(
    "huying_ledger_witness_behind_seconds",
    "For how long there has been a checkpoint that the witness has not cosigned; 0 if it has cosigned the newest.",
    ("witness",),
)

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Gauge))


def families(service: str, readings: Iterable[Reading]) -> Iterable[Metric]:
    """The readings of one service as Prometheus' client renders them."""
    merged: dict[Gauge, dict[tuple[str, ...], float]] = {}
    for reading in readings:
        merged.setdefault(reading.gauge, {}).update(reading.values)
    for gauge, values in merged.items():
        family = GaugeMetricFamily(gauge.name, gauge.documentation, labels=["service", *gauge.labels])
        for labels, value in values.items():
            family.add_metric([service, *labels], value)
        yield family
