import shlex
import sys

import pytest

from services.intake.attaching.scanning import VARIABLE, Verdict, scan


def by(program: str, seconds: float = 20) -> Verdict:
    return scan(b"bytes", {VARIABLE: f"{sys.executable} -c {shlex.quote(program)}"}, seconds)


def test_without_a_program_nothing_is_scanned() -> None:
    assert scan(b"bytes", {}) is Verdict.CLEAN


@pytest.mark.parametrize(
    ("program", "verdict"),
    [
        ("import sys; sys.exit(sys.stdin.buffer.read() != b'bytes')", Verdict.CLEAN),
        ("import sys; sys.exit(1)", Verdict.INFECTED),
        ("import sys; sys.exit(2)", Verdict.UNKNOWN),
        ("import os; os.abort()", Verdict.UNKNOWN),
    ],
    ids=["clean", "infected", "another code", "a crash"],
)
def test_the_exit_code_is_the_verdict(program: str, verdict: Verdict) -> None:
    assert by(program) is verdict


def test_a_program_that_hangs_or_is_missing_means_try_later() -> None:
    assert by("import time; time.sleep(30)", 0.2) is Verdict.UNKNOWN
    assert scan(b"bytes", {VARIABLE: "/nowhere/scanner"}) is Verdict.UNKNOWN
