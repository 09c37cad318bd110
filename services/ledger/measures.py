"""What the ledger tells of its work when its metrics are read."""

from collections.abc import Iterable

from sqlalchemy import select

from services.ledger.tree.asking import behind, witnesses_of
from services.ledger.tree.gathering import pending
from services.ledger.tree.sequencer import logs_of
from services.ledger.tree.tables import checkpoints
from shared.eventlog.schema import inbox
from shared.house.house import House
from shared.telemetry.gauges import CHECKPOINT_AT, KEPT, TREE_PENDING, TREE_SIZE, WITNESS_BEHIND, Reading, one


def kept(house: House) -> Iterable[Reading]:
    """How far the copy of each log is; one look at the index for each."""
    last = select(inbox.c.position).order_by(inbox.c.position.desc()).limit(1)
    with house.log.reading() as connection:
        positions: dict[tuple[str, ...], float] = {
            (name,): connection.scalar(last.where(inbox.c.source == name)) or 0 for name in house.world.services
        }
    yield Reading(KEPT, positions)


def tree(house: House) -> Iterable[Reading]:
    """How far the tree is, and what waits to be taken into it."""
    newest = select(checkpoints.c.size, checkpoints.c.made_at).order_by(checkpoints.c.size.desc()).limit(1)
    with house.log.reading() as connection:
        row = connection.execute(newest).first()
        waiting = pending(connection, logs_of(house))
    yield one(TREE_SIZE, row.size if row else 0)
    yield one(CHECKPOINT_AT, row.made_at.timestamp() if row else 0)
    yield one(TREE_PENDING, waiting)


def witnesses(house: House) -> Iterable[Reading]:
    """Who has not cosigned the newest checkpoint, and for how long."""
    with house.log.reading() as connection:
        yield Reading(WITNESS_BEHIND, behind(connection, witnesses_of(house).parties(), house.clock().timestamp()))
