"""The whole record written anew: on the attacker's own machine, by our own program, then put over the real one."""

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from services.ledger.tree import keys, proving
from services.ledger.tree.standing import KEPT
from services.ledger.tree.tables import TABLES
from shared.eventlog.fact import fact_of
from shared.eventlog.schema import entries, inbox
from shared.eventlog.unit import Message
from tests.attacks.forging import bodies_of, changed, put_log, rechained
from tests.attacks.owner import owning, replace, rows_of
from tests.attacks.place import Place
from tests.attacks.world import CASE, World
from tests.integration.ledger.office import NOON, Office

LEDGERS = (entries, inbox, *TABLES)


class Forgery:
    """Another past: a case that was never heard of again. Every hash, leaf, tile, seal and signature is right in itself."""

    def __init__(self, world: World, laptop: Path, *, stolen: bool) -> None:
        """`stolen`: the log's key file was copied; otherwise the attacker makes a key of the same name."""
        self.place = Place(laptop)
        if stolen:
            shutil.copyfile(world.place.folder / keys.NAME, laptop / keys.NAME)
        self.logs = {name: rechained(_another(name, bodies_of(world.place, name))) for name in ("intake", "routing")}
        self._told(world)

    def _told(self, world: World) -> None:
        office = Office(self.place.folder)
        heard = dict.fromkeys(self.logs, 0)
        for sealed in [*world.sealed, {name: len(bodies) for name, bodies in self.logs.items()}]:
            for name, bodies in self.logs.items():
                office.hear_all(_messages(name, bodies, heard[name], sealed[name]))
                heard[name] = sealed[name]
            if sealed in world.sealed:
                office.clock.at += timedelta(minutes=5)
                assert office.turn() > 0
        office.clock.at = NOON
        office.stop()

    def checkpoint(self) -> bytes:
        """The newest checkpoint of the forged record."""
        engine = self.place.engine("ledger")
        with engine.connect() as connection:
            found = proving.checkpoint(connection)
        engine.dispose()
        assert found
        return found.note

    def put_over(self, world: World, *, files: bool = False) -> None:
        """In place of the real record; `files`: key file and kept checkpoint too, so that no trace is left there."""
        for name, bodies in self.logs.items():
            put_log(world.place, name, bodies)
        engine = self.place.owner("ledger")
        with engine.connect() as laptop, owning(world.place, "ledger") as connection:
            for table in LEDGERS:
                replace(connection, table, rows_of(laptop, table))
        engine.dispose()
        for file in (keys.NAME, KEPT) if files else ():
            shutil.copyfile(self.place.folder / file, world.place.folder / file)


def _another(name: str, bodies: Sequence[bytes]) -> list[bytes]:
    if name != "intake":
        return list(bodies)
    mine = next(at for at, body in enumerate(bodies) if at > 200 and fact_of(body).subject == CASE)
    forged = changed(bodies[mine], lambda said: said.update(data={"number": 999}))
    return [*bodies[:mine], forged, *bodies[mine + 1 :]]


def _messages(name: str, bodies: Sequence[bytes], after: int, end: int) -> list[Message]:
    facts = [fact_of(body) for body in bodies[after:end]]
    return [Message(name, one.position, one.id, one.type, one.subject, bodies[one.position - 1]) for one in facts]
