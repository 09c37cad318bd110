"""Exchange, queues and bindings, the same for every process that declares them.

A topic exchange `huying`; routing key `<partition>.<service>.<type>`. A hearing service has one quorum queue for each
partition (the ledger one for each source) with a single active consumer. Queues have no length limit: the broker's
disk alarm blocks publishers before anything is dropped, and the logs are the outbox. The delivery limit is as high as
it goes, because it counts lost connections; what is dead-lettered all the same lies in `huying.dead` and is an alarm.
"""

from collections.abc import Iterator
from typing import Any

from shared.bus.wire import Subscription
from shared.eventlog.entry import PARTITIONS, partition_of
from shared.eventlog.unit import Message

EXCHANGE, DEAD = "huying", "huying.dead"
DELIVERIES = 1_000_000_000
ARGUMENTS = {
    "x-queue-type": "quorum",
    "x-single-active-consumer": True,
    "x-delivery-limit": DELIVERIES,
    "x-dead-letter-exchange": DEAD,
    "x-dead-letter-strategy": "at-least-once",
    "x-overflow": "reject-publish",  # at-least-once dead-lettering asks for it
}


def queues(subscription: Subscription) -> list[str]:
    """The names of the ordered queues, in the order of their numbers."""
    parts = subscription.sources or tuple(str(number) for number in range(subscription.partitions))
    return [f"huying.{subscription.service}.{part}" for part in parts]


def routing_key(message: Message) -> str:
    """`<partition>.<service>.<type>`: types have dots, so the partition stands first."""
    return f"{partition_of(message.subject)}.{message.source}.{message.type}"


def bindings(subscription: Subscription) -> Iterator[tuple[str, str]]:
    """(queue, routing key or pattern) of everything the service hears."""
    names = queues(subscription)
    if subscription.hears is None:
        yield from ((name, f"*.{source}.#") for name, source in zip(names, subscription.sources, strict=True))
        return
    for partition in range(PARTITIONS):
        for source, type_ in sorted(subscription.hears):
            yield names[partition % subscription.partitions], f"{partition}.{source}.{type_}"


def declare(channel: Any, subscription: Subscription) -> list[str]:
    """Declare exchanges, queues and bindings of a subscription; the queues' names. Said twice it changes nothing."""
    for exchange in (EXCHANGE, DEAD):
        channel.exchange_declare(exchange, "topic", durable=True, auto_delete=False)
    channel.queue_declare(DEAD, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
    channel.queue_bind(DEAD, DEAD, "#")
    names = queues(subscription)
    for name in names:
        channel.queue_declare(name, durable=True, auto_delete=False, arguments=ARGUMENTS)
    for name, key in bindings(subscription):
        channel.queue_bind(name, EXCHANGE, key)
    return names
