"""A real installation that can be hurt: private PostgreSQL and RabbitMQ, and one process for each service."""

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from shared.testing.process import HOST, folder_of, unprivileged
from shared.testing.restartable import Postgres, RabbitMQ
from tests.faults.command import RealHuying
from tests.faults.service import Service

NAMES = ("identity", "intake", "ledger", "notify", "routing", "supervision")
GLANCE = 0.1


class Town:
    """Made by `town`. What ends is started again by the keeper, as a supervisor of any machine does."""

    def __init__(self, folder: Path, postgres: Postgres, broker: RabbitMQ) -> None:
        self.folder, self.postgres, self.broker = folder, postgres, broker
        self.variables = self.variables_at(HOST, HOST)
        self.huying = RealHuying(folder / "none", variables=self.variables)
        self.services = {name: self.service(name) for name in NAMES}
        self.others: list[Service] = []
        self.unexpected: list[str] = []
        self.hears: dict[str, list[tuple[str, str]]] = {}
        self._lock, self._stopping = threading.RLock(), threading.Event()
        self._resting: set[Service] = set()
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def variables_at(self, database: str, broker: str) -> dict[str, str]:
        """The variables that name the installation, its servers reached at these addresses."""
        return {
            "HUYING_DATABASE_URL": self.postgres.url("huying_{service}", database, "huying_{service}"),
            "HUYING_OWNER_DATABASE_URL": self.postgres.url("postgres", database),
            "HUYING_BUS_URL": self.broker.url(broker),
            "HUYING_SECRET_FILE": str(self.folder / "secrets" / "{service}.json"),
            "HUYING_LEDGER_KEY_FILE": str(self.folder / "secrets" / "ledger.key"),
        }

    def service(self, name: str, label: str = "", **options: Any) -> Service:
        """One more process of a service, not started yet."""
        label = label or name
        return Service(name, label, self.folder / label, options.pop("variables", self.variables), **options)

    @property
    def feed_key(self) -> str:
        keys: dict[str, str] = json.loads((self.folder / "secrets" / "feed-keys.json").read_text())
        return keys["12345"]

    def open(self) -> None:
        """`huying init`, then every service."""
        password = self.folder / "password"
        password.write_text("a long enough password 1\n")
        ran = self.huying.run("init", "--account", "secadmin", "--password-file", password)
        assert ran.code == 0, ran.err
        self.hears = heard_by(self.broker)
        for service in self.services.values():
            service.start()
        self._keeper.start()
        self.await_ready()

    def close(self) -> None:
        self._stopping.set()
        if self._keeper.is_alive():
            self._keeper.join()
        for service in (*self.services.values(), *self.others):
            if service.runs:
                service.kill()

    @property
    def processes(self) -> list[Service]:
        return [*self.services.values(), *self.others]

    def await_ready(self, seconds: float = 120) -> None:
        """Until servers and services answer."""
        until = time.monotonic() + seconds
        while not (self.postgres.answers() and self.broker.answers()):
            assert time.monotonic() < until, "the servers do not answer"
            time.sleep(GLANCE)
        for service in self.processes:
            if service not in self._resting:
                service.await_ready(max(until - time.monotonic(), 1))

    @contextmanager
    def resting(self, *services: Service, by: Callable[[Service], object] = Service.stop) -> Iterator[None]:
        """These are ended, politely if nothing else is said, and stay so while the block runs."""
        with self._lock:
            self._resting.update(services)
        for service in services:
            if service.runs:
                by(service)
            service.killed = True  # one that was still starting ends by the signal itself
        try:
            yield
        finally:
            with self._lock:
                self._resting.difference_update(services)

    def kill(self, service: Service) -> None:
        """SIGKILL; the keeper starts it again."""
        with self._lock:
            if service.runs:
                service.kill()

    def add(self, service: Service) -> Service:
        """One more process, kept like the others."""
        service.start()
        with self._lock:
            self.others.append(service)
        return service

    def remove(self, service: Service) -> None:
        with self._lock:
            self.others.remove(service)
        if service.runs:
            service.stop()

    def _keep(self) -> None:
        """In one thread for the whole time: Linux ends a service when the thread that started it does."""
        while not self._stopping.wait(GLANCE):
            with self._lock:
                for service in self.processes:
                    if not service.runs and service not in self._resting:
                        self._again(service)

    def _again(self, service: Service) -> None:
        if service.process is not None and not service.killed:
            code = service.process.returncode
            service.deaths.append(code)
            if code != -9:  # a crash point, or the kernel, kills like this; anything else is its own doing
                self.unexpected.append(f"{service.label} ended by itself with {code}: {service.last_words()[-1500:]}")
        service.start()

    def found(self) -> list[str]:
        """What services did and said since the last look that no fault excuses."""
        lines = [f"{service.label} said: {line}" for service in self.processes for line in service.errors()]
        ended, self.unexpected = self.unexpected, []
        return [*ended, *lines]

    def until(self, holds: Callable[[], bool], seconds: float, what: str) -> float:
        """Wait; the seconds it took. AssertionError with what did not come about."""
        began = time.monotonic()
        while not holds():
            assert time.monotonic() - began < seconds, f"not within {seconds:.0f} s: {what}"
            time.sleep(GLANCE)
        return time.monotonic() - began


def heard_by(broker: RabbitMQ) -> dict[str, list[tuple[str, str]]]:
    """What each service is bound to, as the broker says it: (source, type), `#` for all types."""
    found: dict[str, set[tuple[str, str]]] = {}
    for line in broker.control("list_bindings", "source_name", "destination_name", "routing_key").splitlines():
        exchange, queue, key = [*line.split("\t"), "", ""][:3]
        if exchange == "huying":
            _, source, type_ = key.split(".", 2)
            found.setdefault(queue.split(".")[1], set()).add((source, type_))
    assert found, "the broker has no bindings"
    return {service: sorted(pairs) for service, pairs in found.items()}


T = TypeVar("T", bound=Town)


@contextmanager
def town(*, settings: Sequence[str] = (), hosts: Sequence[str] = (HOST,), data: Path | None = None) -> Iterator[Town]:
    """A running installation until the block ends; see `town_of`."""
    with town_of(Town, settings=settings, hosts=hosts, data=data) as running:
        yield running


@contextmanager
def town_of(
    kind: type[T], *, settings: Sequence[str] = (), hosts: Sequence[str] = (HOST,), data: Path | None = None
) -> Iterator[T]:
    """A running installation until the block ends. `data`: where PostgreSQL keeps its files, if not in the folder."""
    with folder_of("town", None) as folder, folder_of("database", unprivileged()) as database:
        (folder / "broker").mkdir()
        broker: RabbitMQ | None = None
        postgres = Postgres(data or database / "data", settings, hosts)
        made: T | None = None
        try:
            postgres.start()
            broker = RabbitMQ(folder / "broker", hosts)
            broker.start()
            made = kind(folder, postgres, broker)
            made.open()
            yield made
        finally:
            if made is not None:
                made.close()
                keep_logs(made)
            if broker is not None:
                broker.close()
            postgres.stop()


def keep_logs(town: Town) -> None:
    """Where HUYING_FAULT_LOGS names a folder, what the processes said is kept there."""
    from os import environ

    if folder := environ.get("HUYING_FAULT_LOGS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for service in town.processes:
            if service.log.exists():
                shutil.copy(service.log, Path(folder) / f"{service.label}.log")
