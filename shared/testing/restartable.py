"""Servers of the fault tests: killed without warning, and started again on the same files and ports."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGSTOP, SIGTERM, Signals

from shared.testing.process import HOST, await_answer, begin, end, ended_with_us, free_port, listens, program
from shared.testing.servers import (
    POSTGRES_SETTINGS,
    make_cluster,
    postgres_answers,
    postgres_command,
    rabbitmq_answers,
    rabbitmq_environment,
)


class Restartable:
    """A program that keeps what it knows in its folder. `answers` says whether it can be used."""

    def __init__(
        self,
        command: Sequence[str | Path],
        folder: Path,
        extra: Mapping[str, str],
        stop: Signals,
        answers: Callable[[], bool],
    ) -> None:
        self._command, self._folder, self._extra, self._signal = command, folder, extra, stop
        self.answers = answers
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _log(self) -> Path:
        return self._folder / f"{Path(self._command[0]).name}.log"

    def start(self, *, wait: bool = True) -> None:
        """Begin; return when it answers. ServerFailed otherwise."""
        with self._log.open("ab") as output:
            words = [*ended_with_us(self._signal), *self._command]
            self._process = begin(words, self._folder, self._extra, output.fileno())
        if wait:
            self.await_answer()

    def await_answer(self) -> None:
        """Return when it answers again."""
        assert self._process is not None
        await_answer(self._process, self.answers, self._log)

    def signal(self, signal: Signals) -> None:
        """To it and all that it started (SIGSTOP freezes it, SIGCONT lets it go on)."""
        assert self._process is not None
        for pid in (self._process.pid, *_descendants(self._process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal)

    def freeze(self, *titles: str) -> None:
        """SIGSTOP for those of its processes whose titles have one of these words in them; they can still be killed."""
        assert self._process is not None
        for pid in _descendants(self._process.pid):
            if any(word in _title(pid) for word in titles):
                os.kill(pid, SIGSTOP)

    def kill(self) -> None:
        """SIGKILL for it and all that it started: nothing is flushed, closed or said."""
        if self._process is None:
            return
        children = list(_descendants(self._process.pid))
        self.signal(SIGKILL)
        self._process.wait(30)
        until = time.monotonic() + 30
        while any(_runs(child) for child in children) and time.monotonic() < until:
            time.sleep(0.02)
        self._process = None

    def stop(self) -> None:
        """End it politely."""
        if self._process is not None:
            end(self._process, self._signal)
            self._process = None


class Postgres(Restartable):
    """A private cluster in `data` (not there yet), reached on all `hosts`; further `settings` come last."""

    def __init__(self, data: Path, settings: Sequence[str] = (), hosts: Sequence[str] = (HOST,)) -> None:
        make_cluster(data)
        self.data, self.port = data, free_port()
        with (data / "pg_hba.conf").open("a") as rules:
            rules.writelines(f"host all all {host}/24 trust\n" for host in hosts if host != HOST)
        command = postgres_command(data, self.port, ",".join(hosts), (*POSTGRES_SETTINGS, *settings))
        super().__init__(command, data.parent, {}, SIGINT, lambda: postgres_answers(self.url("postgres")))

    def url(self, database: str, host: str = HOST, user: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://{user}@{host}:{self.port}/{database}"


class RabbitMQ(Restartable):
    """A private node with its own port mapper, reached on all `hosts`."""

    def __init__(self, folder: Path, hosts: Sequence[str] = (HOST,)) -> None:
        self.port, mapper = free_port(), free_port()
        names = {"ERL_EPMD_PORT": str(mapper), "ERL_EPMD_ADDRESS": HOST}
        self._names = names | rabbitmq_environment(folder, self.port, ())
        with (folder / "rabbitmq.conf").open("a") as settings:
            others = [host for host in hosts if host != HOST]
            settings.writelines(f"listeners.tcp.{n} = {host}:{self.port}\n" for n, host in enumerate(others, start=2))
        epmd = program("epmd", "erlang-base", "/usr/lib/erlang/erts-*/bin")
        self._mapper = Restartable([epmd], folder, names, SIGTERM, lambda: listens(mapper))
        self._control = program("rabbitmqctl", "rabbitmq-server", "/usr/lib/rabbitmq/bin")
        server = program("rabbitmq-server", "rabbitmq-server", "/usr/lib/rabbitmq/bin")
        super().__init__([server], folder, self._names, SIGTERM, lambda: rabbitmq_answers(self.port))
        self._mapper.start()

    def url(self, host: str = HOST) -> str:
        """The address of the first virtual host."""
        return f"amqp://guest:guest@{host}:{self.port}//"

    def control(self, *words: str) -> str:
        """What `rabbitmqctl` says; CalledProcessError if it fails. Takes some two seconds."""
        command = [str(self._control), "-q", "-n", self._names["RABBITMQ_NODENAME"], *words]
        ran = subprocess.run(
            command, env={**os.environ, **self._names}, check=True, capture_output=True, text=True, timeout=120
        )
        return ran.stdout

    def close(self) -> None:
        """End the node and its mapper."""
        self.stop()
        self._mapper.stop()


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:  # it has ended
        return ""


def _descendants(pid: int) -> Iterator[int]:
    """Those whose parent, or parent's parent, is `pid`."""
    for child in _children().get(pid, ()):
        yield child
        yield from _descendants(child)


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                found.setdefault(parent, []).append(int(entry.name))
    return found


def _runs(pid: int) -> bool:
    """Whether it is there and no zombie."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
