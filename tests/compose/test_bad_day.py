"""Killed processes come back and nothing accepted is lost; two processes serve one service; down and up keeps the data."""

import threading
import time

import pytest

from tests.compose.house import House, until
from tests.compose.people import People

KILLED = ("intake", "routing", "ledger", "rabbitmq", "postgres")


class Hotline:
    """Sends orders, one after the other, until it is told to stop; again and again what was not accepted."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.accepted: dict[str, str] = {}
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(120)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._accepted(f"KILL-{len(self.accepted)}")

    def _accepted(self, number: str) -> None:
        while not self._stop.is_set():
            try:
                answer = self._people.order(number)
            except OSError:
                answer = None
            if answer is not None and answer.status in (200, 201):
                self.accepted[number] = answer.json["case_no"]
                return
            time.sleep(0.5)


def killed(house: House, name: str) -> float:
    """Kill a container's process; the seconds until everything is healthy again."""
    before = house.inspect(name)["RestartCount"]
    house.kill(name)
    took = until(lambda: house.inspect(name)["RestartCount"] > before, 60, lambda: f"{name} was not started again")
    return took + until(lambda: not house.unhealthy(), 150, lambda: f"{house.unhealthy()}\n{house.last_words()}")


@pytest.fixture
def hotline(people: People) -> Hotline:
    return Hotline(people)


def test_killed_processes_come_back_and_nothing_is_lost(
    house: House, people: People, hotline: Hotline, figures: dict[str, float]
) -> None:
    try:
        for name in KILLED:
            figures[f"{name} killed until all healthy"] = killed(house, name)
    finally:
        hotline.stop()
    figures["orders accepted meanwhile (not s)"] = len(hotline.accepted)
    assert len(set(hotline.accepted.values())) == len(hotline.accepted) > 10

    def missing() -> set[str]:
        return set(hotline.accepted.values()) - people.cases()

    until(lambda: not missing(), 120, lambda: f"the ledger has never heard of {missing()}")
    house.huying("log", "verify")  # its exit code is 1 for whatever is wrong


def test_two_processes_serve_one_service(house: House, people: People) -> None:
    house.compose("up", "-d", "--no-recreate", "--scale", "routing=2", "routing")
    until(lambda: len(house.containers()["routing"]) == 2, 30, lambda: "no second process")
    until(lambda: not house.unhealthy(), 120, lambda: str(house.unhealthy()))
    number = people.go_round("TWO-1")
    until(lambda: people.case(number).get("state") == "archived", 60, lambda: str(people.case(number)))
    house.compose("up", "-d", "--no-recreate", "--scale", "routing=1", "routing")


def test_down_and_up_again_keeps_the_data(house: House, people: People, figures: dict[str, float]) -> None:
    number = people.order("KEPT-1").json["case_no"]
    until(lambda: people.case(number), 60, lambda: f"the ledger does not know {number}")
    before = people.cases()
    house.compose("down")
    figures["up again"] = house.up()
    assert people.case(number)["case_no"] == number
    assert people.cases() == before
    assert people.order("KEPT-1").json["result"] == "duplicate"
