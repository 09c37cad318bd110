"""Routing hears itself: closing the leading case closes each follower, over the bus, with an entry of its own."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.routing.domain.work_order.asking_commands import Urge
from services.routing.domain.work_order.commands import Withdraw
from services.routing.domain.work_order.merging_commands import Follow
from services.routing.web.seeing import facts_of
from tests.integration.routing.hall import DISPATCHER, HEAD, HEATING, OFFICER, SYSTEM, Hall, to_answered
from tests.integration.routing.hall import hall as made


class Listening:
    """A hall whose house hears what it says."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.house = hall, hall.house
        self.house.subscribe(self.house.world.wire)
        self.house.start_workers()

    def settle(self) -> None:
        """Until everything said was handled; TimeoutError."""
        until = time.monotonic() + 10
        while not self.house.idle:
            if time.monotonic() > until:
                raise TimeoutError(self.house.relay.cursor.position)
            time.sleep(0.01)

    def follow(self, follower: str, leading: str) -> None:
        self.house.execute(Follow(follower, leading, self.house.moment(SYSTEM)))
        self.settle()

    def stop(self) -> None:
        self.house.world.wire.close()


@pytest.fixture
def listening(hall: Hall) -> Iterator[Listening]:
    there = Listening(hall)
    yield there
    there.stop()


def test_each_follower_is_closed_with_the_leading_answer_and_an_entry_of_its_own(listening: Listening) -> None:
    hall = listening.hall
    leading = to_answered(hall)
    followers = [hall.receive("三号楼暖气不热", HEATING) for _ in range(2)]
    for one in followers:
        listening.follow(one, leading)
    assert hall.api(f"/work-orders/{followers[0]}", DISPATCHER)[1]["state"] == "merged"
    hall.told(leading, "approve", HEAD)
    hall.told(leading, "close", OFFICER)
    listening.settle()
    closing = facts_of(hall.house, leading)[-1]
    assert closing.data["followers"] == followers
    for one in followers:
        closed = facts_of(hall.house, one)[-1]
        assert (closed.type, closed.data["leading"], closed.data["unit"]) == ("work_order.closed", leading, "housing")
        assert closed.data["public"] == closing.data["public"]
        assert closed.data["asker"] != closing.data["asker"]
        order = hall.api(f"/work-orders/{one}", DISPATCHER)[1]
        assert (order["state"], order["unit"], order["resolved"]) == ("closed", "housing", True)


def test_who_follows_after_the_closing_is_closed_at_once(listening: Listening) -> None:
    hall = listening.hall
    leading = to_answered(hall)
    hall.told(leading, "approve", HEAD)
    hall.told(leading, "close", OFFICER)
    late = hall.receive("三号楼暖气不热", HEATING)
    listening.follow(late, leading)
    assert facts_of(hall.house, late)[-1].type == "work_order.closed"


def test_with_the_leading_case_withdrawn_its_followers_wait_for_the_desk(listening: Listening) -> None:
    hall = listening.hall
    leading, follower = (hall.receive("三号楼供热管网漏水", HEATING) for _ in range(2))
    listening.follow(follower, leading)
    hall.house.execute(Withdraw(leading, hall.house.moment(SYSTEM)))
    listening.settle()
    order = hall.api(f"/work-orders/{follower}", DISPATCHER)[1]
    assert (order["state"], order["held_for"], order["due"]) == ("dispatching", "leader_ended", "dispatch")


def test_a_crash_between_two_cases_loses_nobody(hall: Hall, tmp_path: Path) -> None:
    """Nothing was heard before the process ended: the next one hears it."""
    leading, follower = to_answered(hall), hall.receive("三号楼暖气不热", HEATING)
    first = Listening(hall)
    first.follow(follower, leading)
    first.stop()
    for worker in hall.house.workers:
        worker.stopping = True
    hall.told(leading, "approve", HEAD)
    hall.told(leading, "close", OFFICER)
    assert facts_of(hall.house, follower)[-1].type == "work_order.merged"
    hall.house.stop()
    again = made(tmp_path, hall.clock.at)
    second = Listening(again)
    again.house.relay.resend(0)
    second.settle()
    deadline = time.monotonic() + 10
    while facts_of(again.house, follower)[-1].type != "work_order.closed" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert facts_of(again.house, follower)[-1].type == "work_order.closed"
    second.stop()
    again.house.stop()


def test_the_page_tells_who_follows_whom(listening: Listening) -> None:
    hall = listening.hall
    leading, follower = (hall.receive("三号楼供热管网漏水", HEATING) for _ in range(2))
    listening.follow(follower, leading)
    assert leading in hall.page(f"/work-orders/{follower}", DISPATCHER)
    page = hall.page(f"/work-orders/{leading}", DISPATCHER)
    assert follower in page
    assert "并入" in page


def test_urging_a_follower_urges_who_has_the_leading_case(listening: Listening) -> None:
    hall = listening.hall
    leading, follower = to_answered(hall), hall.receive("三号楼暖气不热", HEATING)
    listening.follow(follower, leading)
    hall.house.execute(Urge(follower, "ask-1", None, hall.house.moment(SYSTEM)))
    listening.settle()
    assert [fact.type for fact in facts_of(hall.house, follower)][-2:] == [
        "work_order.ask_answered",
        "work_order.urge_passed",
    ]
    urged = facts_of(hall.house, leading)[-1]
    assert (urged.type, urged.data["unit"]) == ("work_order.urged", "housing")
