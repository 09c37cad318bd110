"""Leadership among the processes of one service: who holds an advisory lock of its database does what must be done once."""

from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from shared.eventlog.clock import monotonic
from shared.eventlog.engine import CONNECT

_TRY = text("SELECT pg_try_advisory_lock(:lock)")
RELAY = 4863
"""Whoever holds this lock of a service's database publishes its log."""
_STILL = text("SELECT 1")
LOOK = 1.0
STALE = 5.0
"""Seconds after which what was known last is believed no more."""
_BOUNDED = text("SELECT set_config(name, '15000', false) FROM pg_settings WHERE name = 'idle_session_timeout'")
"""A leader asks every second: one silent for 15 s is frozen or cut off, and its session, with the lock, ends. PostgreSQL
knows this since version 14; before, keepalives alone find one that is cut off."""


def leader_of(engine: Engine, lock: int = RELAY) -> Callable[[], bool]:
    """Asks whether this process leads in what the lock stands for; on SQLite, which has one process, always."""
    return Leader(engine, lock) if engine.dialect.name == "postgresql" else lambda: True


class Leader:
    """One connection of its own, whose session holds the lock; lost with it, so that another process takes over."""

    def __init__(self, engine: Engine, lock: int = RELAY) -> None:
        self._lock = lock
        self._engine = create_engine(engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=CONNECT)
        self._held: Connection | None = None
        self._looked = 0.0
        self._asking = Lock()
        event.listen(engine, "engine_disposed", lambda _: self.resign())

    def __call__(self) -> bool:
        """Whether the lock is held; tries to take it. False where the database does not answer.

        One asks at a time, for a connection serves one: who comes meanwhile hears what was known last.
        """
        if not self._asking.acquire(blocking=False):
            return self._held is not None and monotonic() - self._looked < STALE
        try:
            return self._ask()
        except SQLAlchemyError:
            self.resign()
            return False
        finally:
            self._asking.release()

    def _ask(self) -> bool:
        if self._held is not None:
            self._look()
            return True
        connection = self._engine.connect()
        connection.execute(_BOUNDED)
        if connection.scalar(_TRY, {"lock": self._lock}):
            self._held, self._looked = connection, monotonic()
            return True
        connection.close()
        return False

    def _look(self) -> None:
        """Whether the session still lives; asked once a second."""
        if monotonic() - self._looked > LOOK:
            held = self._held
            if held is not None:
                held.execute(_STILL)
            self._looked = monotonic()

    def resign(self) -> None:
        """Let the lock go."""
        held, self._held = self._held, None
        if held is not None:
            with suppress(SQLAlchemyError):
                held.close()
