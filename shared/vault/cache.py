"""A bounded memory of unwrapped keys that never takes back what was dropped meanwhile."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")


class Cache(Generic[V]):
    """The `capacity` most recently used values by key id; safe under threads.

    Whoever fills it says at which `epoch` he began to read: what was read before a drop is not kept.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._values: OrderedDict[str, V] = OrderedDict()
        self._lock = threading.Lock()
        self.epoch = 0

    def get(self, key: str) -> V | None:
        """The value, now the most recently used; None if it is not here."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def missing(self, keys: Collection[str]) -> set[str]:
        """Those that are not here."""
        with self._lock:
            return {key for key in keys if key not in self._values}

    def fill(self, values: Mapping[str, V], epoch: int) -> None:
        """Keep the values, unless something was dropped since `epoch`."""
        with self._lock:
            if epoch == self.epoch:
                self._values.update(values)
                while len(self._values) > self._capacity:
                    self._values.popitem(last=False)

    def drop(self, keys: Iterable[str]) -> None:
        """Forget these, also when they are just being read."""
        with self._lock:
            self.epoch += 1
            for key in keys:
                self._values.pop(key, None)
