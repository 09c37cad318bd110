"""Publishing to a real broker."""

from shared.bus.rabbit.connecting import HEARTBEAT, connect, drop, no_deadline
from shared.bus.rabbit.publisher import Publisher
from shared.bus.rabbit.topology import declare
from shared.bus.wire import Subscription
from shared.eventlog.unit import Message


def message(position: int) -> Message:
    return Message("intake", position, f"id-{position}", "appeal.received", "case", b"{}")


def test_a_connection_that_was_idle_too_long_for_the_broker_is_not_used_again(rabbitmq_url: str) -> None:
    connection = connect(rabbitmq_url, no_deadline, "test")
    declare(connection.channel(), Subscription("test", frozenset({("intake", "appeal.received")}), 8))
    publisher, confirmed, opened = Publisher(rabbitmq_url, "intake", no_deadline), list[int](), []
    for position, idle in ((1, 0), (2, 0), (3, HEARTBEAT)):
        publisher._used -= idle
        publisher.publish([message(position)], confirmed.append)
        opened.append(publisher._connection)
    publisher.drop()
    drop(connection)
    assert confirmed == [1, 2, 3]
    assert opened[0] is opened[1]
    assert opened[2] is not opened[1]
