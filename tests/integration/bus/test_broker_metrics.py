"""What the wire tells operators about a real broker: connections, confirms, what nobody hears or reads."""

import threading
import time
from collections.abc import Callable

from kombu import Connection

from shared.bus.rabbit.connecting import no_deadline
from shared.bus.rabbit.publisher import Publisher
from shared.bus.rabbit.wire import RabbitWire
from shared.telemetry.registry import REGISTRY
from shared.testing.process import free_port
from tests.integration.bus.conftest import Place

SECONDS = 20


def value(name: str, service: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, {"service": service, **labels}) or 0.0


def wait(true: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


def test_a_connection_is_told_while_it_stands_and_a_batch_when_it_is_confirmed(place: Place) -> None:
    wire = place.wire()
    wire.subscribe(place.hearing())
    wait(lambda: value("huying_bus_connected", place.hearer, connection="consume") == 1)
    wire.publish([place.message(1), place.message(2)], lambda _: None)
    assert value("huying_bus_connected", place.source, connection="publish") == 1
    assert value("huying_bus_published_messages_total", place.source) == 2
    assert value("huying_bus_confirm_duration_seconds_count", place.source) == 1
    assert value("huying_bus_unconfirmed_batches_total", place.source) == 0


def test_what_nobody_hears_is_counted_at_each_attempt_and_is_no_lost_connection(place: Place) -> None:
    wire = place.wire()
    publishing = threading.Thread(target=wire.publish, args=([place.message(1)], lambda _: None), daemon=True)
    publishing.start()
    wait(lambda: value("huying_bus_unroutable_messages_total", place.source) >= 2)
    assert value("huying_bus_unconfirmed_batches_total", place.source) >= 2
    assert value("huying_bus_connections_lost_total", place.source, connection="publish") == 0
    wire.close()
    publishing.join(SECONDS)


def test_what_is_no_entry_is_counted_where_it_was_read(place: Place, rabbitmq_url: str) -> None:
    place.wire().subscribe(place.hearing(partitions=1))
    wait(lambda: value("huying_bus_connected", place.hearer, connection="consume") == 1)
    with Connection(rabbitmq_url) as connection:
        channel = connection.channel()
        channel.basic_publish(channel.prepare_message(b"no entry"), "huying", f"0.{place.source}.appeal.received")
        wait(lambda: value("huying_bus_unreadable_messages_total", place.hearer) == 1)


def test_a_broker_that_is_away_is_counted_at_each_attempt(place: Place) -> None:
    away = RabbitWire(f"amqp://guest:guest@127.0.0.1:{free_port()}//")
    away.subscribe(place.hearing())
    publishing = threading.Thread(target=away.publish, args=([place.message(1)], lambda _: None), daemon=True)
    publishing.start()
    for service, connection in ((place.hearer, "consume"), (place.source, "publish")):
        wait(lambda s=service, c=connection: value("huying_bus_connections_lost_total", s, connection=c) >= 2)  # type: ignore[misc]
        assert value("huying_bus_connected", service, connection=connection) == 0
    away.close()
    publishing.join(SECONDS)


def test_a_blocking_broker_is_told_until_it_takes_a_batch_again(place: Place, rabbitmq_url: str) -> None:
    publisher = Publisher(rabbitmq_url, place.source, no_deadline)
    publisher._block("disk alarm")
    publisher.drop()
    assert value("huying_bus_blocked", place.source) == 1, "between two attempts the broker still blocks"
    place.wire().subscribe(place.hearing())
    wait(lambda: value("huying_bus_connected", place.hearer, connection="consume") == 1)
    publisher.publish([place.message(1)], lambda _: None)
    publisher.drop()
    assert value("huying_bus_blocked", place.source) == 0
