"""One process of one service, started again by its keeper whenever it ends."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

from shared.testing.process import HOST, free_port
from tests.integration.acceptance.commands import CHECKOUT, HUYING, ended_with_us, environment

MEANT = ("parked", "unreadable")


@dataclass(eq=False)
class Service:
    """`name` is the service's, `label` the process's; `wrapped` stands before the command, `program` is what python runs."""

    name: str
    label: str
    folder: Path
    variables: Mapping[str, str]
    wrapped: Sequence[str] = ()
    program: Sequence[str] = HUYING
    host: str = HOST
    once: Mapping[str, str] = field(default_factory=dict)
    """Variables for the next start alone (a crash point)."""

    def __post_init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.killed = False
        self.log = self.folder / "service.log"
        self.deaths: list[int] = []
        self._looked_at = 0
        self.folder.mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        said = {"HUYING_PORT": str(self.port), "HUYING_HOST": self.host, "HUYING_DATA": str(self.folder)}
        words = [*ended_with_us(), *self.wrapped, sys.executable, *self.program, "run", self.name]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                words,
                cwd=CHECKOUT,
                env=environment({**self.variables, **said, **self.once}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.once, self.killed = {}, False

    def signal(self, signal: Signals) -> None:
        """To the process and what it started: they are a session of their own."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal)

    def kill(self) -> None:
        self.killed = True
        self.signal(SIGKILL)
        assert self.process is not None
        self.process.wait(30)

    def stop(self) -> int:
        """Politely, and by force after half a minute; its exit code."""
        assert self.process is not None
        self.signal(SIGTERM)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.signal(SIGKILL)
            return self.process.wait(30)

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def ready(self) -> bool:
        return self.runs and self.answers("readyz")

    def answers(self, page: str) -> bool:
        """Whether this page is answered with 200."""
        try:
            with urllib.request.urlopen(f"{self.address}/{self.name}/{page}", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def await_ready(self, seconds: float = 90) -> None:
        until = time.monotonic() + seconds
        while not self.ready:
            assert time.monotonic() < until, f"{self.label} is not ready:\n{self.last_words()}"
            time.sleep(0.1)

    def errors(self) -> list[str]:
        """New lines of its log that are errors: no fault makes them right, but parking and unreadable bodies are meant."""
        with self.log.open("rb") as log:
            log.seek(self._looked_at)
            lines = log.read().decode(errors="replace").splitlines()
            self._looked_at = log.tell()
        return [
            " / ".join([*lines[max(number - 1, 0) : number], *lines[number : number + 40]])[:3000]
            for number, line in enumerate(lines)
            if '"level": "error"' in line or line.startswith("Traceback")
            if not any(f'"event": "{event}"' in line for event in MEANT)
        ]

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""
