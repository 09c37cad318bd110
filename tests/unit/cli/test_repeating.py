"""What `--every` does: it looks again and again, and an error is no reason to stop."""

import pytest

from services.cli.repeating import RETRY_SECONDS, every


class Stopped(BaseException):
    """As by Ctrl-C."""


def slept(looks: list[Exception | None]) -> list[float]:
    """The waits between these looks, each of which may end in an error; then it is stopped."""
    waits: list[float] = []

    def look() -> None:
        if not looks:
            raise Stopped
        error = looks.pop(0)
        if error:
            raise error

    with pytest.raises(Stopped):
        every(24, look, sleep=waits.append)
    return waits


def test_it_looks_again_after_the_hours_given() -> None:
    assert slept([None, None]) == pytest.approx([86400, 86400], abs=1)


def test_after_an_error_it_says_so_and_tries_again_soon(capsys: pytest.CaptureFixture[str]) -> None:
    assert slept([OSError("the database is away"), None]) == pytest.approx([RETRY_SECONDS, 86400], abs=1)
    assert "could not look (OSError: the database is away); the next try is in 5 minutes" in capsys.readouterr().out
