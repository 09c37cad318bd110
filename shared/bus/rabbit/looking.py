"""Queues looked at without declaring anything: what waits in them, and whether anybody takes from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amqp.exceptions import AMQPError, NotFound

from shared.bus.rabbit.connecting import Deadline, connect, drop, no_deadline


@dataclass(frozen=True, slots=True)
class Waiting:
    """`messages` that nobody has in hand; `consumers` that take from the queue."""

    messages: int
    consumers: int


class BrokerAway(Exception):
    """It cannot be asked; the message is what it, or the network, says."""


def queues_there(url: str, names: Iterable[str], deadline: Deadline = no_deadline) -> Mapping[str, Waiting | None]:
    """Each queue of these names, None for one that is not there. BrokerAway."""
    connection = None
    try:
        connection = connect(url, deadline, "doctor")
        return {name: _queue(connection, name) for name in names}
    except (OSError, AMQPError) as error:
        raise BrokerAway(str(error) or repr(error)) from error
    finally:
        drop(connection)


def _queue(connection: Any, name: str) -> Waiting | None:
    """In a channel of its own: the broker closes it where there is no such queue."""
    channel = connection.channel()
    try:
        found = channel.queue_declare(name, passive=True)
    except NotFound:
        return None
    channel.close()
    return Waiting(found.message_count, found.consumer_count)
