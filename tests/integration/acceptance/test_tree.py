"""The tree as operators and outsiders meet it: beside a running system, on a stopped one, and through SIGKILL."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from shared.telemetry.crashpoints import TREE
from tests.integration.acceptance.commands import Huying, Process, kill
from tests.integration.acceptance.conftest import Another
from tests.integration.acceptance.invented import orders, written
from tests.integration.acceptance.servers import up
from tests.integration.ledger.reader import Answer, Fetch, checked_head, followed

pytestmark = pytest.mark.slow


def fetching(address: str) -> Fetch:
    """Over real HTTP."""

    def fetch(path: str) -> Answer:
        try:
            with urlopen(f"{address}/{path}", timeout=20) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except HTTPError as refused:
            return Answer(refused.code, dict(refused.headers), b"")

    return fetch


@contextmanager
def serving(huying: Huying) -> Iterator[str]:
    """`huying ledger serve` on a free port; its address."""
    process: Process = huying.start("ledger", "serve", "--port", "0")
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[1].removesuffix("/checkpoint")
    finally:
        kill(process)


def size(huying: Huying) -> int:
    """Of the newest checkpoint; the first one comes within a second of the start."""
    until = time.monotonic() + 60
    while (ran := huying.run("ledger", "checkpoint", "--json")).code != 0 and time.monotonic() < until:
        time.sleep(0.2)
    return int(ran.said["size"])


def signatures(huying: Huying) -> int:
    """How many lines sign the newest checkpoint."""
    note: str = huying.ask("ledger", "checkpoint")["checkpoint"]
    return note.partition("\n\n")[2].count("\n")


def test_what_was_imported_is_under_a_checkpoint_that_outsiders_check(huying: Huying, tmp_path: Path) -> None:
    huying.take(written(tmp_path / "orders.csv", orders(8)))
    [verifier] = huying.ask("ledger", "key")["verifiers"]
    newest = huying.ask("ledger", "checkpoint")
    head = checked_head(newest["checkpoint"].encode(), verifier)
    assert (head.origin, head.size, head.root.hex()) == (newest["origin"], newest["size"], newest["root"])
    assert huying.folder.joinpath("ledger.key").stat().st_mode & 0o077 == 0
    with serving(huying) as address:
        assert followed(fetching(address), verifier) == head
        assert fetching(address)("tile/0/999").status == 404
    verdict = huying.ask("log", "verify")
    assert (verdict["tree"]["checkpoint"], verdict["tree"]["faults"]) == (head.size, [])
    assert huying.ask("log", "verify", "--incremental")["tree"]["checkpoints"] == 1
    assert huying.run("log", "verify", "--key", verifier).code == 0


def test_beside_a_running_system_the_same_commands_answer_and_it_serves_the_same_tree(
    huying: Huying, tmp_path: Path
) -> None:
    with up(huying) as server:
        before = size(huying)
        huying.take(written(tmp_path / "orders.csv", orders(3)))
        until = time.monotonic() + 60
        while size(huying) <= before and time.monotonic() < until:
            time.sleep(0.5)
        [verifier] = huying.ask("ledger", "key")["verifiers"]
        head = checked_head(server.get("/ledger/log/checkpoint").body, verifier)
        assert head.size > before
        assert huying.run("log", "verify").code == 0
        two = huying.ask("ledger", "rotate")["verifiers"]
        huying.take(written(tmp_path / "more.csv", orders(5)))
        while (signed := signatures(huying)) < len(two) and time.monotonic() < until:
            time.sleep(0.5)
        note = huying.ask("ledger", "checkpoint")["checkpoint"].encode()
        assert signed == 2
        assert all(checked_head(note, key).size > head.size for key in two)
        assert huying.ask("ledger", "rotate", "--retire")["verifiers"] == two[1:]
    said = [entry["data"] for entry in huying.log("ledger") if entry["type"] == "ledger.key_adopted"]
    assert [one["verifier"] for one in said][:2] == two
    assert huying.verifies()


def test_killed_at_every_point_of_a_turn_the_tree_goes_on_as_if_nothing_had_happened(
    another: Another, tmp_path: Path
) -> None:
    files = [written(tmp_path / f"{count}.csv", orders(count)) for count in (2, 4, 6)]
    for point in TREE:
        huying = another(point)
        huying.take(files[0])
        before = json.loads(json.dumps(huying.ask("ledger", "checkpoint")))
        ran = huying.run("feed", "import", files[1], "--source", "12345", HUYING_CRASH_AT=f"{point}:1")
        assert ran.code == -9, f"{point} was not passed\n{ran.err[-2000:]}"
        with closing(sqlite3.connect(huying.folder / "ledger.db")) as connection:
            [(leaves, newest)] = connection.execute(
                "SELECT (SELECT count(*) FROM leaves), (SELECT max(size) FROM checkpoints)"
            ).fetchall()
        assert leaves == newest, "leaves without their checkpoint"
        huying.take(files[2])
        assert size(huying) > before["size"]
        assert huying.verifies(), point
        kept = tmp_path / f"{point}.checkpoint"
        kept.write_text(before["checkpoint"])
        assert huying.run("log", "verify", "--checkpoint", kept).code == 0


def test_a_folder_of_an_earlier_version_gets_its_tree_at_the_first_start(huying: Huying, tmp_path: Path) -> None:
    huying.take(written(tmp_path / "orders.csv", orders(2)))
    (huying.folder / "ledger.key").unlink()
    (huying.folder / "ledger.checkpoint").unlink()
    with closing(sqlite3.connect(huying.folder / "ledger.db")) as connection:
        for table in ("leaves", "tiles", "checkpoints", "cosignatures", "map_nodes"):
            connection.execute(f"DROP TABLE {table}")
    assert huying.ask("log", "verify")["tree"] is None
    huying.take(written(tmp_path / "more.csv", orders(3)))
    assert size(huying) > 0
    assert huying.verifies()
