"""Connections to the broker: opened with a deadline, dropped without ceremony."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from socket import TCP_USER_TIMEOUT
from typing import Any

from kombu import Connection

Deadline = Callable[[float], AbstractContextManager[Any]]
"""`deadline(seconds)` raises TimeoutError in its block; the edge gives one that ends any waiting of a greenthread."""
HEARTBEAT = 60
"""Seconds; a handler may be busy in C code for as long without losing its connection."""
WRITE = 10
CONNECT = 5
UNSENT_MILLISECONDS = 20_000  # py-amqp's own second would end a connection that a busy broker is slow to acknowledge


def no_deadline(_seconds: float) -> AbstractContextManager[Any]:
    """For plain threads, where the sockets' own timeouts hold."""
    return nullcontext()


def connect(url: str, deadline: Deadline, name: str, **callbacks: Any) -> Any:
    """An open connection of py-amqp through kombu, named for the broker's operators. OSError or an error of AMQP."""
    connection = Connection(
        url,
        heartbeat=HEARTBEAT,
        connect_timeout=CONNECT,
        transport_options={
            "write_timeout": WRITE,
            "socket_settings": {TCP_USER_TIMEOUT: UNSENT_MILLISECONDS},
            "client_properties": {"connection_name": f"huying {name}"},
            **callbacks,
        },
    )
    with deadline(CONNECT + WRITE):
        connection.connect()
    return connection


def drop(connection: Any) -> None:
    """Never a polite close: it waits for an answer that a blocked broker does not send."""
    if connection is not None:
        with suppress(Exception):
            connection.collect(socket_timeout=0.5)


def without_password(url: str) -> str:
    """The broker's address for a log line."""
    return str(Connection(url).as_uri(include_password=False))
