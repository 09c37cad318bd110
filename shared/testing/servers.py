"""Private PostgreSQL and RabbitMQ for tests and benchmarks: own folder, own free ports, stopped when the block ends.

Nothing of the machine's own services is used or touched. Only processes started here are stopped, by their id.
"""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT, SIGTERM

import psycopg2

from shared.testing.process import HOST, finish, folder_of, free_port, listens, program, running, unprivileged

POSTGRES_SETTINGS = ("fsync=on", "max_connections=200", "timezone=UTC", "log_lock_waits=on")
RABBITMQ_SETTINGS = """\
listeners.tcp.1 = {host}:{port}
loopback_users = none
disk_free_limit.absolute = 50MB
log.console = false
log.file = broker.log
"""


@contextmanager
def postgres() -> Iterator[str]:
    """A fresh PostgreSQL cluster with durable commits; yields the superuser's SQLAlchemy URL of its first database."""
    with folder_of("postgres", owner=unprivileged()) as folder:
        data, port = folder / "data", free_port()
        make_cluster(data)
        url = f"postgresql://postgres@{HOST}:{port}/postgres"
        with running(postgres_command(data, port), folder, {}, SIGINT, lambda: postgres_answers(url)):
            yield url.replace("postgresql://", "postgresql+psycopg2://")


def make_cluster(data: Path) -> None:
    """A new cluster, in a folder that is not there yet, below one of its own."""
    initdb = program("initdb", "postgresql", "/usr/lib/postgresql/*/bin")
    command = (initdb, "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    finish(command, data.parent)


def postgres_command(
    data: Path, port: int, hosts: str = HOST, settings: Sequence[str] = POSTGRES_SETTINGS
) -> list[str | Path]:
    """What starts the server of this cluster; its socket stands beside the cluster."""
    server = program("initdb", "postgresql", "/usr/lib/postgresql/*/bin").parent / "postgres"
    words = [word for setting in settings for word in ("-c", setting)]
    return [server, "-D", data, "-h", hosts, "-p", str(port), "-k", data.parent, *words]


@contextmanager
def rabbitmq(plugins: Sequence[str] = ()) -> Iterator[str]:
    """A fresh RabbitMQ node with these plugins; yields the AMQP URL of its first virtual host. Starts in some 5-12 s."""
    server = program("rabbitmq-server", "rabbitmq-server", "/usr/lib/rabbitmq/bin")
    epmd = program("epmd", "erlang-base", "/usr/lib/erlang/erts-*/bin")
    with folder_of("rabbitmq", owner=None) as folder:
        port, mapper = free_port(), free_port()
        names = {"ERL_EPMD_PORT": str(mapper), "ERL_EPMD_ADDRESS": HOST}
        settings = names | rabbitmq_environment(folder, port, plugins)
        with (
            running([epmd], folder, names, SIGTERM, lambda: listens(mapper)),
            running([server], folder, settings, SIGTERM, lambda: rabbitmq_answers(port)),
        ):
            yield f"amqp://guest:guest@{HOST}:{port}//"


def rabbitmq_environment(folder: Path, port: int, plugins: Sequence[str]) -> dict[str, str]:
    """The environment of a node whose files are all in the folder; its settings are written there."""
    (folder / "rabbitmq.conf").write_text(RABBITMQ_SETTINGS.format(host=HOST, port=port))
    (folder / "enabled_plugins").write_text(f"[{','.join(plugins)}].\n")
    return {
        "HOME": str(folder),  # the Erlang cookie
        "RABBITMQ_NODENAME": f"huying{port}@localhost",
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "none.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "rabbitmq.pid"),
        "RABBITMQ_ALLOW_INPUT": "1",  # the script then becomes the node instead of watching over it: one process id
        "RABBITMQ_SERVER_START_ARGS": "-noinput",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+sbwt none +sbwtdcpu none +sbwtdio none",  # leave the CPU to the tests
    }


def postgres_answers(url: str) -> bool:
    """Whether it takes connections."""
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


def rabbitmq_answers(port: int) -> bool:
    """Whether it greets who connects."""
    try:
        with socket.create_connection((HOST, port), timeout=5) as connection:
            connection.sendall(b"AMQP\x00\x00\x09\x01")
            return connection.recv(1) == b"\x01"  # a method frame: the node greets us
    except OSError:
        return False
