"""Leading: one process holds the lock, and within it one greenthread at a time asks the connection that holds it."""

from sqlalchemy import create_engine, event

from shared.eventlog import leading
from shared.eventlog.leading import Leader

LOCK = 990


def test_one_leads_until_it_resigns(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    one, other = Leader(engine, LOCK), Leader(engine, LOCK)
    assert (one(), other(), one()) == (True, False, True)
    one.resign()
    assert (other(), one()) == (True, False)
    other.resign()
    engine.dispose()


def test_who_asks_while_another_is_asking_does_not_touch_its_connection(postgres_url: str) -> None:
    """A greenthread gives way in the middle of a statement, and the other timer of the service asks then."""
    engine = create_engine(postgres_url)
    leader = Leader(engine, LOCK)
    meanwhile: list[bool] = []
    asked: list[None] = []

    def gives_way(*_: object) -> None:
        asked.append(None)
        meanwhile.append(leader())

    event.listen(leader._engine, "before_cursor_execute", gives_way)
    assert leader()
    assert (len(asked), meanwhile) == (2, [False, False])
    leader._looked -= 2 * leading.LOOK
    assert leader()
    assert (len(asked), meanwhile) == (3, [False, False, True])
    leader.resign()
    engine.dispose()
