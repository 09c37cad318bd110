"""A service that finds no database waits, says what to look at, and can be told to stop."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cli.secretfile import make_missing
from shared.testing.process import HOST, free_port

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """`huying run intake` where nothing listens."""
    make_missing(lambda name: tmp_path / f"{name}.json")
    given = {
        "HUYING_DATABASE_URL": f"postgresql://huying_{{service}}@{HOST}:{free_port()}/huying_{{service}}",
        "HUYING_BUS_URL": f"amqp://huying@{HOST}:{free_port()}//",
        "HUYING_SECRET_FILE": str(tmp_path / "{service}.json"),
        "HUYING_DATA": str(tmp_path),
    }
    command = (sys.executable, "-m", "services.cli", "run", "intake")
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **given}, stderr=subprocess.PIPE, text=True)
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_it_says_what_it_waits_for_and_ends_on_sigterm(waiting: "subprocess.Popen[str]") -> None:
    assert waiting.stderr is not None
    said = waiting.stderr.readline()
    assert "is the database up?" in said
    waiting.send_signal(signal.SIGTERM)
    assert waiting.wait(SECONDS) == 0
