"""A command that was copied is as one that was started: output, exit code, environment, signals."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.forking.forked import Forked
from tests.integration.acceptance.commands import CHECKOUT, HUYING, Huying, environment, kill

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with the one that copied it")


def started(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *HUYING, *words]
    return subprocess.run(command, cwd=CHECKOUT, env=environment({}), capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words",
    [["feed", "--help"], ["feed", "import"], ["nothing"], ["log", "verify", "--data", "nowhere", "--json"]],
)
def test_it_says_what_a_started_one_says_and_ends_as_it_does(words: list[str]) -> None:
    copied, real = Forked(words, environment({}), CHECKOUT), started(*words)
    assert copied.communicate(60) == (real.stdout, real.stderr)
    assert copied.wait() == real.returncode


def test_it_is_a_session_of_its_own_and_killed_as_any_other(huying: Huying) -> None:
    process = huying.start("up", "--port", "0")
    try:
        assert process.stdout is not None
        assert process.stdout.readline()
        assert os.getsid(process.pid) == os.getpgid(process.pid) == process.pid
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL
    finally:
        kill(process)


def test_it_has_an_environment_of_its_own(huying: Huying) -> None:
    huying.run("case", "list", HUYING_LEDGER_ORIGIN="example.invalid/another")
    [verifier] = huying.ask("ledger", "key")["verifiers"]
    assert verifier.startswith("example.invalid/another+")


def test_who_waits_too_short_is_told(huying: Huying) -> None:
    process = huying.start("up", "--port", "0")
    try:
        began = time.monotonic()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.1)
        assert time.monotonic() - began < 30
        assert process.poll() is None
    finally:
        kill(process)
    assert process.poll() == -signal.SIGKILL
