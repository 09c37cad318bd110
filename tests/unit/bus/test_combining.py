"""Calls that come while one is at work go together."""

import threading
import time
from collections.abc import Sequence

from shared.bus.combining import Combined


class Work:
    """Doubles numbers, slowly at first; `batches` are what it was given."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.open = threading.Event()
        self.failing: BaseException | None = None

    def __call__(self, items: Sequence[int]) -> Sequence[int]:
        self.batches.append(list(items))
        assert self.open.wait(10)
        if self.failing is not None:
            failing, self.failing = self.failing, None
            raise failing
        return [2 * item for item in items]


def called(combined: Combined[int, int], *calls: Sequence[int]) -> tuple[list[threading.Thread], dict[int, object]]:
    """Each call in a thread of its own, one after the other; what came of them by their first item."""
    results: dict[int, object] = {}

    def call(items: Sequence[int]) -> None:
        try:
            results[items[0]] = combined(items)
        except BaseException as error:  # noqa: BLE001 - looked at by the test
            results[items[0]] = error

    threads = [threading.Thread(target=call, args=[items]) for items in calls]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    return threads, results


def joined(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_what_comes_meanwhile_goes_together_and_each_gets_its_own_results() -> None:
    work = Work()
    threads, results = called(Combined(work, 100), [1, 2], [3], [4, 5], [6])
    work.open.set()
    joined(threads)
    assert work.batches == [[1, 2], [3, 4, 5, 6]]
    assert results == {1: [2, 4], 3: [6], 4: [8, 10], 6: [12]}


def test_no_batch_is_larger_than_allowed_unless_one_call_is() -> None:
    work = Work()
    threads, _ = called(Combined(work, 3), [1], [2, 3], [4, 5], [6], [7, 8, 9, 10])
    work.open.set()
    joined(threads)
    assert work.batches == [[1], [2, 3], [4, 5, 6], [7, 8, 9, 10]]


def test_a_failure_is_told_to_all_who_went_together_and_to_nobody_else() -> None:
    work = Work()
    work.failing = ValueError("broken")
    threads, results = called(Combined(work, 100), [1], [2], [3])
    work.open.set()
    joined(threads)
    assert isinstance(results[1], ValueError)
    assert (results[2], results[3]) == ([4], [6])


def test_if_who_serves_is_ended_in_the_middle_the_others_serve_themselves() -> None:
    work = Work()
    work.failing = KeyboardInterrupt()
    threads, results = called(Combined(work, 100), [1], [2], [3])
    work.open.set()
    joined(threads)
    assert isinstance(results[1], KeyboardInterrupt)
    assert (results[2], results[3]) == ([4], [6])


def test_nothing_asked_is_nothing_done() -> None:
    work = Work()
    work.open.set()
    assert list(Combined(work, 3)([])) == []
