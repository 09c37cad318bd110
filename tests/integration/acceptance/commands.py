"""The real command line, run as its users run it: a process of its own on a data folder."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.forking.forked import Forked

CHECKOUT = Path(__file__).resolve().parents[3]
HUYING = ("-m", "services.cli")
SECONDS = 180
COPIED = sys.platform == "linux"
Process = subprocess.Popen[str] | Forked
SETTLING = 20.0


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended: exit code (negative: the signal that killed it), and what it printed."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> Any:
        """Its one JSON document."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Huying:
    """`huying` on one data folder. `program` replaces the words after `python` by those of a test's own script."""

    folder: Path
    program: Sequence[str] = HUYING

    def start(self, *words: str | Path, **more: str) -> Process:
        """A command begun, in a process group of its own; `more` goes into its environment."""
        if COPIED and self.program == HUYING:
            return Forked([*map(str, words), "--data", str(self.folder)], environment(more), CHECKOUT)
        return subprocess.Popen(
            [*ended_with_us(), sys.executable, *self.program, *map(str, words), "--data", str(self.folder)],
            cwd=CHECKOUT,
            env=environment(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str | Path, seconds: float = SECONDS, **more: str) -> Ran:
        """A command to its end, killed with what it started if it takes longer."""
        process = self.start(*words, **more)
        try:
            out, err = process.communicate(timeout=seconds)
        finally:
            kill(process)
        return Ran(process.wait(), out, err)

    def ask(self, *words: str | Path, code: int = 0, seconds: float = SECONDS, **more: str) -> Any:
        """The JSON of a command that must end with this exit code."""
        ran = self.run(*words, "--json", seconds=seconds, **more)
        assert ran.code == code, f"huying {words[0]}: exit {ran.code}, not {code}\n{ran.out[-2000:]}\n{ran.err[-3000:]}"
        return ran.said

    def take(self, file: Path, *words: str | Path, code: int = 0, seconds: float = SECONDS, **more: str) -> Any:
        """`feed import` of a file of the 12345 feed: its counts."""
        return self.ask("feed", "import", file, "--source", "12345", *words, code=code, seconds=seconds, **more)

    def cases(self) -> dict[str, dict[str, Any]]:
        """Every case by the source's number; each number once."""
        rows = self.ask("case", "list")
        found = {row["source_no"]: row for row in rows}
        assert len(found) == len(rows), "one number of the source has two cases"
        return found

    def ends(self) -> dict[str, tuple[Any, ...]]:
        """How far each case is, by the source's number: what two runs of the same orders must agree on."""
        names = ("state", "unit", "waits_for", "round", "urgent")
        return {number: tuple(row[name] for name in names) for number, row in self.cases().items()}

    def log(self, service: str) -> list[dict[str, Any]]:
        """Every entry of a service's log, as `log export` gives it."""
        ran = self.run("log", "export", "--service", service)
        assert ran.code == 0, ran.err
        return [json.loads(line) for line in ran.out.splitlines()]

    def verifies(self) -> bool:
        """Whether `log verify` says yes, and the ledger has everything once what was said is carried to all: a system that
        runs says more at any moment."""
        self.run(
            "parking", "list"
        )  # verifying starts nothing: a stopped system's messages travel with any other command
        until = time.monotonic() + SETTLING
        while True:
            ran = self.run("log", "verify", "--json")
            verdict = ran.said
            received = all(copy["not_yet_received"] == 0 for copy in verdict["ledger"])
            assert (ran.code == 0) is verdict["ok"], ran.err
            if not verdict["ok"] or received or time.monotonic() > until:
                return bool(verdict["ok"]) and received
            time.sleep(0.5)


def ended_with_us() -> list[str]:
    """A prefix that has Linux kill the command should these tests be killed before they can do so."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Ours, without what would change the system under test."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("HUYING_", "COV_", "PYTHONPATH"))}
    return {**ours, "PYTHONPATH": str(CHECKOUT), **more}


def kill(process: Process) -> None:
    """SIGKILL for the process and what it started, if it still runs; nothing is flushed, closed or said."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
