"""The pool counts who waits for a connection."""

import sqlite3
import threading
from typing import Any

from shared.eventlog.pool import CountedPool
from tests.integration.house.town import until


def connection() -> Any:
    return sqlite3.connect(":memory:", check_same_thread=False)


def test_who_waits_for_a_connection_is_counted() -> None:
    pool = CountedPool(connection, pool_size=1, max_overflow=0, timeout=10)
    held = pool.connect()
    assert (pool.checkedout(), pool.size(), pool.waiting()) == (1, 1, 0)
    waiter = threading.Thread(target=lambda: pool.connect().close())
    waiter.start()
    until(lambda: pool.waiting() == 1)
    held.close()
    waiter.join()
    assert (pool.checkedout(), pool.waiting()) == (0, 0)
    pool.dispose()
