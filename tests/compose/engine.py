"""A Docker engine: the one that runs already, or a private one with its own data, socket and process."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from signal import SIGTERM

from shared.testing.process import running

NEEDED = ("docker", "dockerd", "iptables", "debootstrap")
CACHE = Path(os.environ.get("HUYING_DOCKER_ROOT", "/var/lib/huying-docker-test"))
"""Images are kept here between runs: building them anew takes some five minutes."""


class NoEngine(Exception):
    """No Docker engine can be had here; the text says why."""


class Engine:
    """`docker` and `docker-compose` on one engine."""

    def __init__(self, host: str | None) -> None:
        self.environment = {**os.environ, **({"DOCKER_HOST": host} if host else {})}
        self.compose = ("docker-compose",) if shutil.which("docker-compose") else ("docker", "compose")

    def docker(self, *words: str | Path, seconds: float = 900) -> str:
        """What `docker …` prints; AssertionError with what it complained about."""
        return self.run(("docker", *map(str, words)), seconds=seconds)

    def answers(self) -> bool:
        """Whether the engine is there."""
        return (
            subprocess.run(("docker", "info"), env=self.environment, capture_output=True, check=False).returncode == 0
        )

    def run(
        self,
        command: Sequence[str],
        folder: Path | None = None,
        seconds: float = 900,
        more: Mapping[str, str] | None = None,
    ) -> str:
        """What a command prints, run with this engine in its environment."""
        ran = subprocess.run(
            command,
            cwd=folder,
            env={**self.environment, **(more or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert ran.returncode == 0, f"{' '.join(command)}: {ran.returncode}\n{ran.stdout[-3000:]}\n{ran.stderr[-5000:]}"
        return ran.stdout


@contextmanager
def engine() -> Iterator[Engine]:
    """The engine that answers, or a private one until the block ends. NoEngine where there can be none."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        raise NoEngine(f"not installed: {', '.join(missing)} (Debian: docker.io docker-compose iptables debootstrap)")
    here = Engine(None)
    if here.answers():
        yield here
        return
    if os.geteuid() != 0:
        raise NoEngine("no Docker engine runs, and only root can start a private one")
    folder = Path(tempfile.mkdtemp(prefix="huying-docker-"))
    private = Engine(f"unix://{folder}/docker.sock")
    command: list[str | Path] = [
        "dockerd",
        "--data-root",
        CACHE,
        "--exec-root",
        folder / "exec",
        "--pidfile",
        folder / "pid",
    ]
    try:
        with running([*command, "-H", f"unix://{folder}/docker.sock"], folder, {}, SIGTERM, private.answers):
            yield private
    finally:
        shutil.rmtree(folder, ignore_errors=True)
