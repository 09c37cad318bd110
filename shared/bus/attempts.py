"""Counting deaths: a message that was in hand when the process died, twice, is parked before it is handled again."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, select

from shared.bus.relay import remember
from shared.eventlog.log import Log
from shared.eventlog.schema import progress
from shared.eventlog.unit import AlreadyHeard, Message

KILLS = 2


class KilledTheProcess(Exception):
    """The message was in hand at two deaths of the process: it is parked before it is handled again."""


class Attempts:
    """For one worker, which has one message in hand at a time. Only a redelivered message is counted.

    Stored is the number of deaths, and one more while the message is in hand: what fails otherwise is no death.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._known: tuple[Message, int] | None = None

    @contextmanager
    def in_hand(self, message: Message) -> Iterator[None]:
        """Handle the message in this block. KilledTheProcess, AlreadyHeard, Unavailable before it begins."""
        if not message.redelivered:
            yield
            return
        deaths, handled = self._deaths(message), False
        if deaths >= KILLS:
            raise KilledTheProcess(f"it was in hand {deaths} times when the process died")
        self._log.chore(lambda connection: remember(connection, _name(message), deaths + 1))
        try:
            yield
            handled = True
        finally:
            if handled or not deaths:
                self.forget(message)
            else:
                self._log.later(lambda connection: remember(connection, _name(message), deaths))

    def forget(self, message: Message) -> None:
        """The message is settled: nothing is counted any more."""
        if message.redelivered:
            self._log.later(lambda connection: _forget(connection, _name(message)))

    def _deaths(self, message: Message) -> int:
        if self._known is None or self._known[0] is not message:
            if self._log.heard(message.source, message.position):
                raise AlreadyHeard
            with self._log.reading() as connection:
                count = connection.scalar(select(progress.c.position).where(progress.c.name == _name(message))) or 0
            self._known = message, count
        return self._known[1]


def _name(message: Message) -> str:
    return f"attempt:{message.source}:{message.position}"


def _forget(connection: Connection, name: str) -> None:
    connection.execute(delete(progress).where(progress.c.name == name))
