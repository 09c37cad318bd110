"""Orders per second end to end on PostgreSQL and RabbitMQ: six services, each in a process of its own, one import."""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Engine, TextClause, create_engine, text
from sqlalchemy.engine import make_url

from shared.testing.process import free_port
from shared.testing.servers import postgres, rabbitmq
from tests.bench.table import Figure
from tests.integration.acceptance.invented import orders, written

AIM = 200
SERVICES = ("identity", "intake", "routing", "supervision", "notify", "ledger")


def measure(seconds: float) -> Iterator[Figure]:
    """One figure; the time runs until the ledger has every entry of every service."""
    count = max(300, int(seconds * AIM))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="huying-bench-")))
        database, broker = stack.enter_context(postgres()), stack.enter_context(rabbitmq())
        environment = _environment(folder, database, broker)
        _huying(environment, "init", "--password-file", str(_password(folder)))
        addresses = [_running(stack, service, environment) for service in SERVICES]
        _ready(addresses)
        _import(environment, folder, 100, seed=1)
        _settled(database)
        pace = stack.enter_context(Pace(database).watched())
        began = time.perf_counter()
        _import(environment, folder, count, seed=2)
        read = time.perf_counter()
        _settled(database)
        ended = time.perf_counter()
    rate = count / (ended - began)
    yield Figure("real: orders registered", count / (read - began), "one importing process, its start included")
    yield Figure("real: orders end to end", rate, f"aim {AIM}/s on two cores", rate / AIM, ">= 1", rate >= AIM)
    yield pace.figure()


class Pace:
    """Whether the ledger keeps pace with the services: looked at twice a second while orders come in."""

    def __init__(self, database: str) -> None:
        self._engines = {name: create_engine(_of(database, name)) for name in SERVICES}
        self._over = threading.Event()
        self.seen: list[tuple[float, int, int]] = []

    @contextmanager
    def watched(self) -> Iterator["Pace"]:
        """Looking until the end."""
        looking = threading.Thread(target=self._look, daemon=True)
        looking.start()
        try:
            yield self
        finally:
            self._over.set()
            looking.join(30)
            for engine in self._engines.values():
                engine.dispose()

    def _look(self) -> None:
        recorded = text("SELECT coalesce(max(position), 0) FROM log.entries")
        kept = text("SELECT count(*) FROM log.inbox")
        while not self._over.wait(0.5):
            there = sum(_asked(engine, recorded) for engine in self._engines.values())
            self.seen.append((time.perf_counter(), there, _asked(self._engines["ledger"], kept)))

    def figure(self) -> Figure:
        """Entries recorded a second, and of those recorded the share that the ledger had, on average while any came."""
        (began, first, _), last = self.seen[0], self.seen[-1][1]
        coming = [one for one in self.seen if first < one[1] < last]
        share = sum((kept - first) / (there - first) for _, there, kept in coming) / max(len(coming), 1)
        behind = max((self._had(there) - at for at, there, _ in coming), default=0.0)
        rate = (last - first) / (coming[-1][0] - began) if coming else 0.0
        what = "real: entries recorded; share that the ledger had"
        return Figure(what, rate, f"at most {behind:.1f} s behind", share, ">= 0.95", share >= 0.95)

    def _had(self, there: int) -> float:
        """When the ledger had so many."""
        return next((at for at, _, kept in self.seen if kept >= there), self.seen[-1][0])


def _asked(engine: Engine, statement: TextClause) -> int:
    with engine.connect() as connection:
        found: int = connection.scalar(statement) or 0
    return found


def _environment(folder: Path, database: str, broker: str) -> Mapping[str, str]:
    address = make_url(database)
    place = f"{address.host}:{address.port}"
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("HUYING_")},
        "PYTHONPATH": str(Path.cwd()),
        "HUYING_OWNER_DATABASE_URL": f"postgresql://postgres@{place}/postgres",
        "HUYING_DATABASE_URL": f"postgresql://huying_{{service}}@{place}/huying_{{service}}",
        "HUYING_BUS_URL": broker,
        "HUYING_SECRET_FILE": str(folder / "secrets" / "{service}.json"),
        "HUYING_DATA": str(folder / "data"),
    }


def _password(folder: Path) -> Path:
    path = folder / "password"
    path.write_text("correct horse battery\n")
    return path


def _huying(environment: Mapping[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "services.cli", *words]
    return subprocess.run(command, check=True, env=environment, capture_output=True, text=True, timeout=900).stdout


def _running(stack: ExitStack, service: str, environment: Mapping[str, str]) -> str:
    """The service's process, which ends with the stack; where it says that it is ready."""
    port = free_port()
    command = [sys.executable, "-m", "services.cli", "run", service, "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait, 60)
    stack.callback(process.terminate)
    return f"http://127.0.0.1:{port}/{service}/readyz"


def _ready(addresses: Sequence[str], seconds: float = 120) -> None:
    """Until all of them answer."""
    until = time.monotonic() + seconds
    for address in addresses:
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)


def _import(environment: Mapping[str, str], folder: Path, count: int, seed: int) -> None:
    file = written(folder / f"{seed}.csv", orders(count, seed=seed, prefix=f"R{seed}-"))
    said = json.loads(_huying(environment, "feed", "import", str(file), "--source", "12345", "--json"))
    assert said["registered"] == count, said


def _settled(database: str) -> None:
    """Until the ledger has every entry, and nothing new has come for a second."""
    before: list[int] = []
    until = time.monotonic() + 600
    while time.monotonic() < until:
        heads = [_count(database, service, "log.entries") for service in SERVICES]
        if heads == before and sum(heads) == _count(database, "ledger", "log.inbox"):
            return
        before = heads
        time.sleep(0.25)
    raise TimeoutError("the ledger did not get everything within ten minutes")


def _count(database: str, service: str, table: str) -> int:
    engine = create_engine(_of(database, service))
    found = _asked(engine, text(f"SELECT count(*) FROM {table}"))
    engine.dispose()
    return found


def _of(database: str, service: str) -> URL:
    return make_url(database).set(database=f"huying_{service}")
