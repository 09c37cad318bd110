"""The Python library `eventsourcing` on the same PostgreSQL: one event saved per commit, as its applications do."""

import os
import sys
import threading
import time
from uuid import UUID

from sqlalchemy.engine import make_url


def main(url: str, threads: int, seconds: float) -> None:
    """Print aggregates saved per second."""
    address = make_url(url)
    os.environ.update(
        PERSISTENCE_MODULE="eventsourcing.postgres",
        POSTGRES_DBNAME=address.database or "postgres",
        POSTGRES_HOST=address.host or "127.0.0.1",
        POSTGRES_PORT=str(address.port),
        POSTGRES_USER=address.username or "postgres",
        POSTGRES_PASSWORD=address.password or "none",
        POSTGRES_POOL_SIZE="20",
        POSTGRES_MAX_OVERFLOW="20",
    )
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event

    class Order(Aggregate):
        @event("Opened")
        def __init__(self, text: str) -> None:
            self.text = text

    application = Application[UUID]()
    done = [0] * threads
    until = time.perf_counter() + seconds

    def work(index: int) -> None:
        while time.perf_counter() < until:
            application.save(Order("供暖" * 100))
            done[index] += 1

    began = time.perf_counter()
    workers = [threading.Thread(target=work, args=(index,)) for index in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(sum(done) / (time.perf_counter() - began))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
