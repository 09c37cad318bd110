"""Start a program for a test in a folder of its own, wait until it answers, and stop it by its process id."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGKILL, Signals

HOST = "127.0.0.1"


class ServerMissing(Exception):
    """The server's program is not installed; the text names the Debian package."""


class ServerFailed(Exception):
    """The server ended or did not answer in time; the text holds the end of its log."""


@contextmanager
def running(
    command: Sequence[str | Path], folder: Path, extra: Mapping[str, str], stop: Signals, answers: Callable[[], bool]
) -> Iterator[None]:
    """Run `command` in `folder` as the folder's owner until the block ends; enter it once `answers` says yes.

    `extra` is added to the environment; `stop` is the signal that ends it politely. ServerFailed if it ends or stays silent.
    """
    log = folder / f"{Path(command[0]).name}.log"
    with log.open("ab") as output:
        process = begin([*ended_with_us(stop), *command], folder, extra, output.fileno())
    try:
        await_answer(process, answers, log)
        yield
    finally:
        end(process, stop)


def ended_with_us(stop: Signals) -> list[str]:
    """A prefix that has Linux send `stop` to the server should these tests be killed before they can do so."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", stop.name[3:], "--"] if setpriv else []


def begin(
    command: Sequence[str | Path], folder: Path, extra: Mapping[str, str], output: int
) -> subprocess.Popen[bytes]:
    """The command started in the folder as its owner, in a session of its own; `output` is a file's descriptor."""
    owner = folder.stat().st_uid
    return subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd=folder,
        env={**os.environ, **extra},
        start_new_session=True,  # Ctrl-C reaches the tests, which then stop the server
        user=owner if owner != os.geteuid() else None,
    )


def finish(command: Sequence[str | Path], folder: Path) -> None:
    """Run `command` to its end in `folder` as the folder's owner; ServerFailed if it fails."""
    log = folder / f"{Path(command[0]).name}.log"
    with log.open("ab") as output:
        process = begin(command, folder, {}, output.fileno())
    if process.wait(timeout=120) != 0:
        raise ServerFailed(_end_of(log))


def await_answer(process: subprocess.Popen[bytes], answers: Callable[[], bool], log: Path, seconds: float = 90) -> None:
    """Wait until it answers. ServerFailed with the end of its log if it ends or stays silent."""
    until = time.monotonic() + seconds
    while not answers():
        if process.poll() is not None or time.monotonic() > until:
            raise ServerFailed(f"{log.name} (exit code {process.returncode}):\n{_end_of(log)}")
        time.sleep(0.1)


def end(process: subprocess.Popen[bytes], signal: Signals, seconds: float = 30) -> None:
    """End it politely by this signal; without mercy when that takes too long."""
    with suppress(ProcessLookupError):
        process.send_signal(signal)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(SIGKILL)
        process.wait()


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]


def free_port() -> int:
    """A TCP port of 127.0.0.1 that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def program(name: str, package: str, folders: str) -> Path:
    """The program from its Debian folder (the newest version, and no wrapper that changes the user), or from PATH."""
    found = sorted(
        Path("/").glob(f"{folders[1:]}/{name}"), key=lambda path: [int(n) for n in path.parts if n.isdigit()]
    )
    elsewhere = shutil.which(name)
    if not found and elsewhere is None:
        raise ServerMissing(f"{name} is not installed (Debian package {package}; `make test` says how)")
    return found[-1] if found else Path(str(elsewhere)).resolve()


def unprivileged() -> str | None:
    """Who runs PostgreSQL, which refuses to be root; None for the present user."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def folder_of(name: str, owner: str | None) -> Iterator[Path]:
    """A temporary folder that belongs to `owner` (None: to us), removed with all it holds."""
    folder = Path(tempfile.mkdtemp(prefix=f"huying-{name}-"))
    try:
        if owner is not None:
            shutil.chown(folder, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def listens(port: int) -> bool:
    """Whether something takes connections at this port of 127.0.0.1."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
