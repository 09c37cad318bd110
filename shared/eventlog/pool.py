"""A pool of connections that knows how many wait for one."""

from typing import Any

from sqlalchemy.pool import QueuePool


class CountedPool(QueuePool):
    """SQLAlchemy's pool; `waiting()` is how many callers have asked and not got a connection yet."""

    _waiters = 0

    def waiting(self) -> int:
        """How many wait now."""
        return self._waiters

    def _do_get(self) -> Any:
        self._waiters += 1
        try:
            return super()._do_get()
        finally:
            self._waiters -= 1
