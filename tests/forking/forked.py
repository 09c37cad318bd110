"""A command that was copied, not started: what the tests use of a `Popen`."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

CHECKOUT = Path(__file__).resolve().parents[2]
_one = threading.Lock()
_channels: list[socket.socket] = []


class Forked:
    """As `Popen[str]` with pipes for output and errors, in a session of its own."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.args = list(words)
        self.returncode: int | None = None
        order = {"words": self.args, "environment": dict(environment), "folder": str(folder)}
        (out, out_end), (errors, errors_end), (told, told_end) = (os.pipe() for _ in range(3))
        theirs = os.open(os.devnull, os.O_RDONLY), out_end, errors_end, told_end
        try:
            socket.send_fds(_nursery(), [json.dumps(order).encode()], theirs)
        finally:
            for stream in theirs:
                os.close(stream)
        self.stdout: IO[str] = os.fdopen(out, encoding="utf-8")
        self.stderr: IO[str] = os.fdopen(errors, encoding="utf-8")
        self._told = os.fdopen(told, "rb", buffering=0)
        self.pid = int(self._told.readline())

    def poll(self) -> int | None:
        """The exit code, negative for a signal, if it has ended."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code; TimeoutExpired after so many seconds."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """All that it prints, once it has ended; TimeoutExpired after so many seconds."""
        said: dict[str, str] = {}

        def take(name: str, stream: IO[str]) -> None:
            with stream:
                said[name] = stream.read()

        streams = {"out": self.stdout, "errors": self.stderr}
        readers = [threading.Thread(target=take, args=one, daemon=True) for one in streams.items()]
        for reader in readers:
            reader.start()
        self.wait(timeout)
        for reader in readers:
            reader.join()
        return said["out"], said["errors"]

    def send_signal(self, number: int) -> None:
        """To the process alone, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """SIGKILL to the process alone."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], timeout)[0]:
            line = self._told.readline()
            self.returncode = os.waitstatus_to_exitcode(int(line)) if line else -signal.SIGKILL
            self._told.close()
        return self.returncode


def _nursery() -> socket.socket:
    """Orders to the process that is copied, which the first order starts; it ends with this one."""
    with _one:
        if not _channels:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                words = [sys.executable, "-m", "tests.forking.nursery", str(theirs.fileno())]
                path = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
                process = subprocess.Popen(
                    words, stdin=subprocess.DEVNULL, cwd=CHECKOUT, env=path, pass_fds=[theirs.fileno()]
                )
            if not ours.recv(1):
                raise RuntimeError(f"the process that is copied could not be loaded: exit code {process.wait(30)}")
            process.returncode = 0  # nobody waits for it
            _channels.append(ours)
        return _channels[0]
