"""Before a whole installation is restored, its broker must hold nothing of the world that is gone."""

from pathlib import Path

import pytest

from services.cli.environment import Environment
from services.cli.recovery.queues import refuse_full_queues
from shared.bus.rabbit.wire import RabbitWire, declare_all
from shared.bus.wire import Subscription
from shared.eventlog.unit import Message


def test_messages_from_before_are_refused_until_they_are_thrown_away(rabbitmq_url: str) -> None:
    where = Environment(database="", bus=rabbitmq_url, secret=str(Path("none")))
    refuse_full_queues(where, empty=False)
    declare_all(rabbitmq_url, [Subscription("routing", frozenset({("intake", "toy.said")}), 8)])
    wire = RabbitWire(rabbitmq_url)
    wire.publish([Message("intake", n, f"id{n}", "toy.said", f"case/{n}", b"{}") for n in (1, 2, 3)], lambda _: None)
    wire.close()
    with pytest.raises(ValueError, match="still holds 6 messages"):  # in routing's queues and in the ledger's
        refuse_full_queues(where, empty=False)
    refuse_full_queues(where, empty=True)
    refuse_full_queues(where, empty=False)
