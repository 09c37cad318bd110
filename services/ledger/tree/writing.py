"""Writing a turn within the transaction that says its seal: leaves, full tiles, the map, the checkpoint."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from services.ledger.tree.keys import Signing
from services.ledger.tree.leaf import Leaf
from services.ledger.tree.mapping import write_nodes
from services.ledger.tree.nodes import size_of
from services.ledger.tree.planning import Plan
from services.ledger.tree.store import write_checkpoint, write_leaves, write_tiles
from shared.eventlog.schema import entries
from shared.kernel.numbering import stream_id
from shared.telemetry.crashpoints import passing


class Moved(Exception):
    """Another process took these leaves, or the ledger said something meanwhile: the next turn begins anew."""


class Writing:
    """The chore of a tick, called within its transaction; perhaps more than once, so it changes nothing of the plan."""

    def __init__(self, plan: Plan, signing: Signing, own: str, at: datetime, offload: Callable[..., Any]) -> None:
        self._plan, self._signing, self._own, self._at, self._offload = plan, signing, own, at, offload
        self.edge, self.note = plan.edge, b""

    def __call__(self, connection: Connection) -> None:
        self._offload(partial(self._write, connection))
        passing("tree.written")

    def _write(self, connection: Connection) -> None:
        plan = self._plan
        seal = self._seal(connection)
        edge = plan.edge.copy()
        edge.append(seal.hash)
        write_leaves(connection, plan.first, [*plan.leaves, seal])
        write_tiles(connection, [*plan.edge.full, *edge.full])
        write_nodes(connection, plan.nodes.made, anew=plan.nodes.anew)
        note = self._signing.checkpoint(edge.size, edge.root())
        write_checkpoint(connection, edge.size, note, self._at)
        self.edge, self.note = edge.copy(), note

    def _seal(self, connection: Connection) -> Leaf:
        stream = stream_id("map", str(self._plan.edge.size))
        row = connection.execute(select(entries.c.position, entries.c.hash).where(entries.c.stream == stream)).one()
        if row.position != self._plan.own_position or size_of(connection) != self._plan.first:
            raise Moved
        return Leaf(self._own, row.position, bytes(row.hash))
