"""A log that is behind the ledger's copy of it: marked in its own database, where every append looks under its lock.

`huying restore` marks what it restores; a start marks a log that others have heard more of than it has. Only
`huying catch-up` takes the mark away, when what was missing is there again.
"""

from sqlalchemy import Connection, delete, select

from shared.eventlog.log import Log
from shared.eventlog.schema import progress
from shared.eventlog.unit import Unavailable

MARK = "behind_ledger"
RELAY = "relay"


def mark(log: Log) -> None:
    """From now on nothing is appended to this log; said twice it changes nothing."""
    log.chore(mark_in)


def mark_in(connection: Connection) -> None:
    """The same within a transaction."""
    if connection.scalar(select(progress.c.name).where(progress.c.name == MARK)) is None:
        connection.execute(progress.insert().values(name=MARK, position=0))


def clear(log: Log) -> None:
    """The log is whole again."""
    log.chore(_clear_in)


def _clear_in(connection: Connection) -> None:
    connection.execute(delete(progress).where(progress.c.name == MARK))


def is_marked(log: Log) -> bool:
    """Whether appending is refused; False where the database does not answer (then it is refused for that)."""
    try:
        return log.noted(MARK) is not None
    except Unavailable:
        return False


def lost_its_end(log: Log) -> bool:
    """Whether less is in the log than was published from it, as its own database remembers."""
    with log.reading() as connection:
        published = connection.scalar(select(progress.c.position).where(progress.c.name == RELAY)) or 0
    return published > log.head().position
