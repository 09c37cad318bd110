"""The private servers start, answer, and leave nothing behind."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from signal import SIGTERM
from subprocess import PIPE

import pytest
import sqlalchemy
from kombu import Connection, Message, Queue
from sqlalchemy.engine import URL, make_url

from shared.testing import process, servers

ROOT = Path(__file__).resolve().parents[2]


def test_postgres_answers_and_commits_durably(postgres_database: str) -> None:
    engine = sqlalchemy.create_engine(postgres_database, poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE word (text text)")
        connection.exec_driver_sql("INSERT INTO word VALUES ('呼应')")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT text FROM word").scalar_one() == "呼应"
        assert connection.exec_driver_sql("SHOW fsync").scalar_one() == "on"
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_an_empty_database(postgres_database: str, turn: int) -> None:
    engine = sqlalchemy.create_engine(postgres_database, poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        assert sqlalchemy.inspect(connection).get_table_names() == [], turn
        connection.exec_driver_sql("CREATE TABLE left_behind (n integer)")


def test_rabbitmq_confirms_and_delivers_from_a_quorum_queue(rabbitmq_url: str) -> None:
    heard: list[bytes] = []

    def hear(body: bytes, message: Message) -> None:
        heard.append(body)
        message.ack()

    with Connection(rabbitmq_url, transport_options={"confirm_publish": True}) as connection:
        arguments = {"x-queue-type": "quorum", "x-single-active-consumer": True}
        queue = Queue("spoken", queue_arguments=arguments)
        with connection.Producer() as producer:
            producer.publish(b"word", routing_key="spoken", declare=[queue], mandatory=True, timeout=10)
        with connection.Consumer(queue, callbacks=[hear]):
            connection.drain_events(timeout=10)
    assert heard == [b"word"]


def data_folder(url: str | URL) -> Path:
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        return Path(connection.exec_driver_sql("SHOW data_directory").scalar_one()).parent


def test_a_stopped_postgres_leaves_no_port_and_no_folder() -> None:
    with servers.postgres() as url:
        folder = data_folder(url)
        assert folder.is_dir()
    assert not process.listens(make_url(url).port or 0)
    assert not folder.exists()


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv (Linux)")
def test_killed_tests_take_their_server_with_them() -> None:
    script = "from shared.testing.servers import postgres\nwith postgres() as url: print(url, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=PIPE, stdout=PIPE, cwd=ROOT, text=True) as tests:
        assert tests.stdout is not None
        url = make_url(tests.stdout.readline().strip())
        folder = data_folder(url)
        tests.kill()
    end = time.monotonic() + 20
    while process.listens(url.port or 0):
        assert time.monotonic() < end, "PostgreSQL outlived the tests that started it"
        time.sleep(0.05)
    shutil.rmtree(folder)


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    script = tmp_path / "server"
    script.write_text("#!/bin/sh\necho no room on this machine\nexit 3\n")
    script.chmod(0o755)
    with (
        pytest.raises(process.ServerFailed, match=r"exit code 3.*\n.*no room on this machine"),
        process.running([script], tmp_path, {}, SIGTERM, lambda: False),
    ):
        pytest.fail("it was taken for running")


def test_a_missing_program_is_named_with_its_package() -> None:
    with pytest.raises(process.ServerMissing, match="Debian package nothing-here"):
        process.program("no-such-program", "nothing-here", "/usr/lib/no-such-folder/*/bin")
