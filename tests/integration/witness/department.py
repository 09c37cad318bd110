"""A department's witness as a process of its own, for tests that stop and kill it."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from services.cli.app import app
from services.cli.witnessing.state import COSIGNED, State
from shared.proof.checkpoint import Checkpoint
from shared.proof.keys import VerifierKey, read_verifier_key
from shared.proof.policy import Party
from shared.testing.process import HOST, await_answer, begin, end, free_port, listens
from tests.unit.witness.grown import KEY, ORIGIN

ROOT = Path(__file__).resolve().parents[3]
HUYING = (sys.executable, "-m", "services.cli", "witness")


def huying(*words: str | Path) -> Result:
    """A command that does not stay: in this process, as it would be typed."""
    return CliRunner().invoke(app, ["witness", *map(str, words)])


class Department:
    def __init__(self, folder: Path) -> None:
        self.folder, self.key, self.state = folder, folder / "witness.key", folder / "witness.sqlite"
        made = huying("keygen", "--key", self.key, "--name", "witness.invalid/discipline", "--json")
        assert made.exit_code == 0, made.stderr
        self.made: dict[str, Any] = json.loads(made.stdout)
        self.port = free_port()
        self.party = Party("discipline", read_verifier_key(self.made["key"]), f"http://{HOST}:{self.port}")

    @contextmanager
    def running(
        self, *words: str, logs: Sequence[VerifierKey] = (KEY.public,), **extra: str
    ) -> Iterator[subprocess.Popen[bytes]]:
        options: list[str | Path] = ["--key", self.key, "--state", self.state, "--listen", f"{HOST}:{self.port}"]
        witnessed = [word for key in logs for word in ("--log", key.text())]
        log = self.folder / "witness.log"
        with log.open("ab") as output:
            command = [*HUYING, "run", *options, *witnessed, *words]
            process = begin(command, self.folder, {"PYTHONPATH": str(ROOT), **extra}, output.fileno())
        try:
            await_answer(process, lambda: listens(self.port), log)
            yield process
        finally:
            end(process, signal.SIGTERM)

    def status(self) -> tuple[int, dict[str, Any]]:
        told = huying("status", "--state", self.state, "--json")
        return told.exit_code, json.loads(told.stdout)

    def cosigned(self, origin: str = ORIGIN) -> Checkpoint | None:
        kept = State(self.state).kept(origin, COSIGNED)
        return kept.checkpoint if kept else None
