"""Concurrent callers: one commit for many, one outcome for all, and nobody stuck."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection, Engine, event, select

from shared.vault.store import Store
from shared.vault.tables import insert_new, keys, tags
from tests.integration.vault.support import HOME, vault_at, words

T = TypeVar("T")


@contextmanager
def commits(engine: Engine) -> Iterator[list[object]]:
    seen: list[object] = []

    def note(connection: object) -> None:
        seen.append(connection)

    event.listen(engine, "commit", note)
    yield seen
    event.remove(engine, "commit", note)


class Gate:
    """An offload that stands still until it is opened."""

    def __init__(self) -> None:
        self.opened = threading.Event()

    def __call__(self, work: Callable[[], T], /) -> T:
        assert self.opened.wait(20)
        return work()


def when(condition: Callable[[], bool]) -> None:
    for _ in range(2000):
        if condition():
            return
        threading.Event().wait(0.005)
    pytest.fail("it never came to that")


def test_sixteen_callers_cost_two_commits(engine: Engine) -> None:
    gate = Gate()
    vault = vault_at(engine)
    vault._store._offload = gate
    with commits(engine) as seen, ThreadPoolExecutor(16) as pool:
        done = [pool.submit(vault.keys, [f"case/{number}"]) for number in range(16)]
        when(lambda: vault._store.waiting == 15)
        gate.opened.set()
        for each in done:
            each.result()
    assert len(seen) == 2
    with engine.connect() as connection:
        assert len(connection.execute(select(keys)).all()) == 16


def test_keys_in_memory_cost_no_round_trip(engine: Engine) -> None:
    vault = vault_at(engine)
    vault.keys(["asker/1"])
    statements: list[object] = []

    def note(*call: object) -> None:
        statements.append(call)

    event.listen(Engine, "before_cursor_execute", note)
    closed = vault.close(words("x", "asker/1", compare=True), HOME)
    vault.open(closed, "page")
    vault.same("asker/1", "x")
    vault.keys(["asker/1"])
    event.remove(Engine, "before_cursor_execute", note)
    assert not statements


def test_one_guilty_write_fails_alone(engine: Engine) -> None:
    gate = Gate()
    store = Store(engine, gate)

    def note(ref: str) -> Callable[[Connection], str]:
        def work(connection: Connection) -> str:
            insert_new(connection, tags, [{"kind": "name", "tag": "t", "ref": ref}])
            if ref == "3":
                raise ValueError(ref)
            return ref

        return work

    with ThreadPoolExecutor(8) as pool:
        done = [pool.submit(store.write, note(str(number))) for number in range(8)]
        when(lambda: store.waiting == 7)
        gate.opened.set()
        outcomes = [each.exception() or each.result() for each in done]
    assert isinstance(outcomes.pop(3), ValueError)
    assert outcomes == ["0", "1", "2", "4", "5", "6", "7"]
    with engine.connect() as connection:
        assert "3" not in set(connection.scalars(select(tags.c.ref)))


class Interrupted(BaseException):
    """As eventlet's Timeout: not an Exception."""


def test_when_the_caller_that_commits_is_interrupted_the_others_commit_themselves(engine: Engine) -> None:
    entered, release = threading.Event(), threading.Event()
    interrupted: list[int] = []

    def offload(work: Callable[[], T], /) -> T:
        entered.set()
        assert release.wait(20)
        if len(interrupted) < 2:
            interrupted.append(1)
            raise Interrupted
        return work()

    vault = vault_at(engine)
    vault._store._offload = offload
    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(vault.keys, ["case/0"])
        assert entered.wait(20)
        others = [pool.submit(vault.keys, [f"case/{number}"]) for number in range(1, 6)]
        when(lambda: vault._store.waiting == 5)
        release.set()
        failures = [each.exception() for each in [first, *others]]
    assert sorted(type(each).__name__ for each in failures) == ["Interrupted"] * 2 + ["NoneType"] * 4


def test_four_processes_that_start_at_once_agree_on_every_key_and_asker(url: str, root: Path) -> None:
    command = [sys.executable, "-m", "tests.integration.vault.support", url]
    started = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    answers = {process.communicate(timeout=60)[0] for process in started}
    assert [process.returncode for process in started] == [0] * 4
    assert len(answers) == 1
    assert answers.pop().startswith('[["')


GREEN = """
import eventlet; eventlet.monkey_patch()
import faulthandler; faulthandler.dump_traceback_later(40, exit=True)
import sys
from eventlet import tpool
from sqlalchemy import event
from shared.vault import connect, create
from tests.integration.vault.support import HOME, vault_at, words
engine = connect(sys.argv[1]); create(engine)
seen = []; event.listen(engine, "commit", seen.append)
vault = vault_at(engine, offload=tpool.execute if sys.argv[2] == "tpool" else lambda work: work())
def one(number):
    asker = vault.asker(phone=f"1380000{number % 8:04}", source_user=None, stream=f"s{number}")
    closed = vault.close(words("x", f"asker/{asker}"), HOME)
    vault.keys([f"case/{number}"])
    assert vault.open(closed, "page") == "x"
    return asker
pool = eventlet.GreenPool(16)
askers = list(pool.imap(one, range(160)))
assert len(set(askers)) == 8, set(askers)
print(len(seen))
"""


@pytest.mark.parametrize("offload", ["tpool", "direct"])
def test_greenthreads_share_commits_and_nobody_freezes(url: str, root: Path, offload: str) -> None:
    command = [sys.executable, "-W", "ignore", "-c", GREEN, url, offload]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr
    if offload == "tpool":
        assert int(done.stdout) < 160


def test_a_key_destroyed_between_reading_and_keeping_it_is_not_kept(engine: Engine) -> None:
    vault_at(engine).keys(["asker/1"])
    vault, meanwhile = vault_at(engine), vault_at(engine)
    read = vault._store.read

    def slow(work: Callable[[Connection], T]) -> T:
        found = read(work)
        meanwhile.shred(["asker/1"])
        vault.drop("asker/1")
        return found

    vault._store.read = slow  # type: ignore[method-assign]
    vault.warm(["asker/1"])
    vault._store.read = read  # type: ignore[method-assign]
    assert vault.same("asker/1", "x") is None
