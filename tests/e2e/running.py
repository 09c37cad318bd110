"""`huying up` as a person starts it: a process of its own on a free port, known by its greeting."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
STARTING = 120.0
STOPPING = 10.0


@dataclass(frozen=True, slots=True)
class Running:
    """`address` without a slash at its end; `folder` holds the data."""

    process: subprocess.Popen[bytes]
    address: str
    folder: Path

    @property
    def feed_keys(self) -> dict[str, str]:
        """Source → key, as the hotline's operator would be given it."""
        keys: dict[str, str] = json.loads((self.folder / "feed-keys.json").read_text())
        return keys

    @property
    def faults(self) -> list[str]:
        """The lines of its log that are errors."""
        lines = (self.folder.parent / "log.txt").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if '"level": "error"' in line or "Traceback" in line]

    def stop(self) -> int:
        """SIGTERM to the process alone; its exit code. TimeoutExpired if it takes longer than ten seconds."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOPPING)


@contextmanager
def up(folder: Path, *options: str) -> Iterator[Running]:
    """Running until the block ends, whatever happens in it; entered when the greeting gives the address."""
    data, said, log = folder / "data", folder / "said.txt", folder / "log.txt"
    command = [Path(sys.executable).with_name("huying"), "up", "--data", data, "--port", "0", *options]
    with said.open("wb") as out, log.open("wb") as errors:
        process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=errors)
    try:
        yield Running(process, _address(process, said, log), data)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _address(process: subprocess.Popen[bytes], said: Path, log: Path) -> str:
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        found = ADDRESS.search(said.read_text(encoding="utf-8"))
        if found:
            return found.group()
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(f"huying up gave no address; its log ends: {log.read_text(encoding='utf-8')[-2000:]}")
