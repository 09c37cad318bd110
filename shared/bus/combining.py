"""Calls that come while one is at work wait, and go together as the next one: many small batches become a few larger."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class _Call(Generic[T, R]):
    def __init__(self, items: Sequence[T]) -> None:
        self.items = items
        self.results: Sequence[R] | None = None
        self.error: Exception | None = None

    @property
    def is_done(self) -> bool:
        return self.results is not None or self.error is not None


class Combined(Generic[T, R]):
    """`work(items)` gives one result for each item; what it raises is raised to all whose items it had."""

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]], largest: int) -> None:
        self._work, self._largest = work, largest
        self._waiting: deque[_Call[T, R]] = deque()
        self._lock = threading.Lock()

    def __call__(self, items: Sequence[T]) -> Sequence[R]:
        """The results of these items, whoever had them worked on."""
        call = _Call[T, R](items)
        self._waiting.append(call)
        with self._lock:
            while not call.is_done:
                self._serve()
        if call.error is not None:
            raise call.error
        return call.results or ()

    def _serve(self) -> None:
        calls = [self._waiting.popleft()]
        count = len(calls[0].items)
        while self._waiting and count + len(self._waiting[0].items) <= self._largest:
            calls.append(self._waiting.popleft())
            count += len(calls[-1].items)
        try:
            self._settle(calls)
        finally:  # whoever serves may be ended in the middle: the others serve themselves
            self._waiting.extendleft(call for call in reversed(calls) if not call.is_done)

    def _settle(self, calls: Sequence[_Call[T, R]]) -> None:
        try:
            results = self._work([item for call in calls for item in call.items])
        except Exception as error:  # noqa: BLE001 - handed to those who wait, and raised there
            for call in calls:
                call.error = error
            return
        for call in calls:
            call.results, results = results[: len(call.items)], results[len(call.items) :]
