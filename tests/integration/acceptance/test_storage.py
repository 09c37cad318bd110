"""The database locked, the disk full: 503 with Retry-After, nothing half-written, and it goes on by itself."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.servers import Answer, Server, up

pytestmark = pytest.mark.slow
PAGE = 4096


def push(server: Server, number: int, text: str = "楼道里没有灯，请尽快处理。") -> Answer:
    return server.push({"source_no": f"S-{number}", "text": text, "phone": f"139{number:08}"})


def is_unavailable(answer: Answer) -> bool:
    return (answer.status, answer.code) == (503, "service.unavailable") and int(answer.headers["Retry-After"]) > 0


def settled(huying: Huying, numbers: set[int]) -> None:
    """These orders are there, each once and handled by everybody, no others, and nothing is parked."""
    until = time.monotonic() + 60
    while (states := waiting(huying)) and time.monotonic() < until:
        time.sleep(0.5)
    assert states == []
    assert {f"S-{number}" for number in numbers} == set(huying.cases())
    assert huying.ask("parking", "list") == []


def waiting(huying: Huying) -> list[str]:
    """The cases that routing has not heard of yet."""
    return [case["case_no"] for case in huying.cases().values() if case["state"] in ("received", "accepted")]


def test_a_locked_database_is_503_and_nothing_of_the_request_is_kept(huying: Huying) -> None:
    with up(huying) as server:
        assert push(server, 1).status == 201
        with closing(sqlite3.connect(huying.folder / "intake.db", isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            assert is_unavailable(push(server, 2))
            assert server.get("/routing/healthz").status == 200
            status = server.get("/intake/api/v1/feeds/12345/orders/S-1", **{"X-Api-Key": server.key})
            assert status.status == 200
            holder.execute("ROLLBACK")
        missing = server.get("/intake/api/v1/feeds/12345/orders/S-2", **{"X-Api-Key": server.key})
        assert missing.status == 404
        assert push(server, 2).status == 201
        assert push(server, 3).status == 201
        settled(huying, {1, 2, 3})
    assert huying.verifies()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of its own that is soon full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], check=False, timeout=20)
    if made.returncode != 0:
        pytest.skip("this machine does not let a test mount a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True, timeout=20)


def fill(path: Path) -> None:
    """Take all the room there is."""
    with path.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(PAGE))


def test_a_full_disk_is_503_and_after_room_was_made_everything_goes_on(small_disk: Path) -> None:
    huying, ballast = Huying(small_disk / "var"), small_disk / "ballast"
    with up(huying) as server:
        assert push(server, 0).status == 201
        accepted, number = {0}, 0
        fill(ballast)
        long = "正文很长。" * 2000
        while True:
            number += 1
            answer = push(server, number, long)
            if answer.status != 201:
                break
            accepted.add(number)
            fill(ballast)
        assert is_unavailable(answer), answer.body
        assert is_unavailable(push(server, number + 1, long))
        assert server.get("/intake/healthz").status == 200
        ballast.unlink()
        for again in (number, number + 1):
            assert push(server, again, long).status == 201
            accepted.add(again)
        settled(huying, accepted)
    assert huying.verifies()
