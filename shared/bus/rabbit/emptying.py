"""What lies in the queues: looked at, or thrown away before an installation from a backup begins."""

from collections.abc import Sequence

from shared.bus.rabbit.connecting import Deadline, connect, drop, no_deadline
from shared.bus.rabbit.topology import declare
from shared.bus.wire import Subscription


def waiting_in(
    url: str, subscriptions: Sequence[Subscription], deadline: Deadline = no_deadline, *, empty: bool = False
) -> int:
    """How many messages wait in the queues of these services, which are declared where they are not there.

    `empty`: they are thrown away. OSError or an error of AMQP.
    """
    connection = connect(url, deadline, "restore")
    try:
        channel, count = connection.channel(), 0
        for subscription in subscriptions:
            for name in declare(channel, subscription):
                count += channel.queue_declare(name, passive=True).message_count
                if empty:
                    channel.queue_purge(name)
        return count
    finally:
        drop(connection)
