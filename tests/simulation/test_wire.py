"""The wire of a simulation: order within a lane, choice between lanes, and what a crash brings again or takes away."""

from collections.abc import Sequence

import pytest

from shared.bus.wire import Subscription
from shared.eventlog.unit import Message
from shared.testing.simulation.wire import Lanes, Parcel

HEARS = frozenset({("intake", "said"), ("routing", "said")})


def message(position: int, source: str = "intake") -> Message:
    return Message(source, position, f"{source}{position}", "said", "a", b"{}")


@pytest.fixture(params=[True, False], ids=["broker", "one process"])
def lanes(request: pytest.FixtureRequest) -> Lanes:
    lanes = Lanes(request.param)
    lanes.subscribe(Subscription("notify", HEARS, 1))
    return lanes


def take(lanes: Lanes, source: str = "intake") -> Parcel:
    parcel = lanes.take(("notify", 0), lambda sources: source if source in sources else sources[0])
    assert parcel is not None
    return parcel


def rest(lanes: Lanes) -> Sequence[int]:
    found = []
    while parcel := lanes.take(("notify", 0), lambda sources: sources[0]):
        found.append(parcel.message.position)
    return found


def test_each_source_stays_in_order_and_the_choice_between_them_is_free(lanes: Lanes) -> None:
    for position in (1, 2):
        lanes.publish(message(position), lambda _: None)
        lanes.publish(message(position, "routing"), lambda _: None)
    taken = [take(lanes, source).message for source in ("routing", "routing", "intake", "intake")]
    assert [(one.source, one.position) for one in taken] == [
        ("routing", 1),
        ("routing", 2),
        ("intake", 1),
        ("intake", 2),
    ]
    assert not lanes.full


def test_what_was_in_hand_at_a_crash_comes_again_before_what_was_behind_it(lanes: Lanes) -> None:
    for position in range(1, 5):
        lanes.publish(message(position), lambda _: None)
    lanes.done(("notify", 0), take(lanes))
    take(lanes)
    take(lanes)
    lanes.crashed("notify")
    again = take(lanes)
    assert (again.message.position, again.message.redelivered) == (2, True)
    assert rest(lanes) == [3, 4]


def test_what_nobody_hears_is_confirmed_at_once(lanes: Lanes) -> None:
    confirmed: list[int] = []
    lanes.publish(Message("intake", 1, "i", "unheard", "a", b"{}"), confirmed.append)
    assert confirmed == [1]


def test_a_broker_confirms_what_it_has_and_a_forgetful_wire_what_everybody_has_handled() -> None:
    for keeps in (True, False):
        lanes, confirmed = Lanes(keeps), list[int]()
        for service in ("notify", "supervision"):
            lanes.subscribe(Subscription(service, HEARS, 1))
        lanes.publish(message(1), confirmed.append)
        assert confirmed == ([1] if keeps else [])
        for service in ("notify", "supervision"):
            parcel = lanes.take((service, 0), lambda sources: sources[0])
            assert parcel is not None
            lanes.done((service, 0), parcel)
        assert confirmed == [1]


def test_a_process_that_ends_takes_its_wire_with_it(lanes: Lanes) -> None:
    lanes.publish(message(1), lambda _: None)
    assert lanes.backlog(["notify"])
    assert lanes.carries("a", ["notify"])
    lanes.forget()
    assert not lanes.backlog(["notify"])
    assert rest(lanes) == []
