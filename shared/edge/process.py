"""Running services in one process until it is told to stop."""

import logging
import signal
import socket
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import eventlet
from eventlet import tpool
from eventlet.event import Event
from eventlet.patcher import is_monkey_patched
from nameko.runners import ServiceRunner

from shared.edge import punctuality
from shared.edge.entry import quietened
from shared.edge.port import Port
from shared.eventlog.engine import is_away
from shared.house.house import House
from shared.telemetry import traces

WORKERS = 200
REFRESH = 2.0
"""Seconds after which a process sees what another process of the same service adopted, revoked or destroyed."""


def offload(work: Callable[[], Any]) -> Any:
    """Run blocking work (SQLite, tables, letters, password hashes) in a thread, so that nobody else waits.

    Where nothing is green, threads are threads already, and the work is done here.
    """
    return tpool.execute(work) if is_monkey_patched("thread") else work()


class Process:
    """The services of one process: their containers, their relays and one port."""

    def __init__(self, services: Sequence[type], houses: Mapping[str, House], port: Port) -> None:
        self._houses, self._port = houses, port
        self._sites = [house.site for house in houses.values()]  # made now: nobody waits for them at the first request
        self._runner = ServiceRunner({"HOUSES": houses, "PORT": port, "max_workers": WORKERS, "AMQP_URI": "memory://"})
        for service in services:
            self._runner.add_service(service)
        self._stopping = Event()

    def start(self) -> int:
        """Ready before the port answers; the port."""
        traces.configure()
        self._runner.start()
        for house in self._houses.values():
            house.relay.start()
            if not house.world.alone:
                eventlet.spawn(self._refresh, house)
        eventlet.spawn(punctuality.watch, self._stopping)
        return self._port.open()

    def _refresh(self, house: House) -> None:
        """Again and again until the end; where the database is away, what is known holds a little longer."""
        while self._stopping.wait(timeout=REFRESH) is None:
            try:
                house.refresh()
            except Exception as error:
                if not is_away(error):
                    raise

    def wait(self) -> None:
        """Until SIGTERM, SIGINT, or a container that died."""
        self._hear_signals()
        waiter = eventlet.spawn(self._runner.wait)
        waiter.link(lambda _: self.stop_soon())
        self._stopping.wait()

    def stop_soon(self) -> None:
        """Let `wait` return."""
        if not self._stopping.ready():
            self._stopping.send()

    def stop(self, close_wire: Callable[[], None]) -> None:
        """Close the port, drain, end the workers, store the cursors."""
        self._port.close()
        for house in self._houses.values():
            for worker in house.workers:
                worker.stopping = True
        close_wire()
        self._runner.stop()
        for house in self._houses.values():
            house.stop()
        traces.stop()

    def _hear_signals(self) -> None:
        """An idle hub sleeps through signals (PEP 475): a socket wakes it."""
        reader, self._waker = socket.socketpair()
        self._waker.setblocking(False)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        eventlet.spawn(self._wake, reader)

    def _wake(self, reader: socket.socket) -> None:
        if reader.recv(1):
            self.stop_soon()


logging.getLogger("nameko").setLevel(logging.WARNING)
logging.getLogger("nameko.containers").addFilter(quietened)
