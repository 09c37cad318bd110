"""A fact: an entry as readers see it, with the home of each closed field made explicit."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from shared.eventlog.codec import decode
from shared.kernel.actor import Actor
from shared.kernel.times import unstamp


class Fact(NamedTuple):
    """`service` said it; `data` is the entry's data, in which every closed field names its home."""

    service: str
    position: int
    id: str
    type: str
    subject: str
    stream: str
    version: int
    time: datetime
    recorded_at: datetime
    actor: Actor
    correlation: str
    data: Mapping[str, Any]
    source: str
    previous: str
    trace: str | None = None


@lru_cache(maxsize=1_024)
def fact_of(body: bytes) -> Fact:
    """The fact in an entry's exact bytes. ValueError (msgspec.DecodeError, KeyError) if it is no entry of ours.

    Kept for a while, because an entry is read by its own service, by all who hear it, and by the ledger: nobody may
    change its data.
    """
    said = decode(body)
    actor = Actor(said["actor"], said.get("actorunit", ""), said.get("actorpost", ""), said.get("onbehalfof", ""))
    return Fact(
        said["source"].rpartition("/")[2],
        int(said["sequence"]),
        said["id"],
        said["type"],
        said["subject"],
        said["streamid"],
        said["streamversion"],
        unstamp(said["time"]),
        unstamp(said["recordedtime"]),
        actor,
        said.get("correlationid", said["id"]),
        with_homes(said["data"], said["subject"], said["id"]),
        said["source"],
        said["prevhash"],
        said.get("traceparent"),
    )


def with_homes(value: Any, subject: str, id_: str, path: str = "") -> Any:
    """The same value, each closed field in it with its home: its own place unless it names another."""
    if isinstance(value, dict):
        if "cipher" in value:
            return value if "home" in value else {**value, "home": {"subject": subject, "id": id_, "path": path}}
        return {key: with_homes(item, subject, id_, f"{path}.{key}" if path else key) for key, item in value.items()}
    if isinstance(value, list):
        return [with_homes(item, subject, id_, f"{path}.{index}") for index, item in enumerate(value)]
    return value
