"""A small honest record: two logs, the ledger with its tree, a vault, and what people outside keep of it.

Two cases are told in full and some others fill a tile. Two checkpoints were made; one entry waits for the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import MetaData, Table

from services.ledger.checking.whole import Asked, verify
from services.ledger.tree import keys, proving
from services.ledger.tree.standing import KEPT
from shared.eventlog.clock import uuid7
from shared.eventlog.codec import id_of
from shared.eventlog.entry import Draft
from shared.eventlog.log import Log
from shared.eventlog.unit import Append, Hearing, Message, Unit
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id
from shared.kernel.text import Closed, Home, Text, asker_key
from shared.vault import Vault, load_or_create
from tests.attacks.owner import owning, replace, rows_of
from tests.attacks.place import LOGS, VAULT, Place
from tests.integration.ledger.office import NOON, ORIGIN, Clock, Office

CASE, OTHER, FILLER = "20261124-7K3QX0M2VBP", "20261124-0000000000A", "20261124-00000000{:02}F"
ASKER = "0192f3a4-0000-7000-8000-000000000001"
WORDS, FILE, LABEL = "办公楼供暖不达标", b"%PDF-1.4 a photograph", "photograph.pdf"
Tables = dict[str, list[tuple[Table, list[dict[str, Any]]]]]
Files = dict[str, bytes]


@dataclass
class World:
    """The record at a place. `at` is the clock of everybody."""

    place: Place
    at: Clock = field(default_factory=lambda: Clock(NOON))

    def __post_init__(self) -> None:
        keys.make_missing(self.place.folder / keys.NAME, ORIGIN)
        self.logs: dict[str, Log] = {}
        self.heard = dict.fromkeys(LOGS, 0)
        self.sealed: list[dict[str, int]] = []
        self.office: Office | None = None

    # those who work

    def start(self) -> Office:
        """The services begin to work."""
        self.logs = {
            name: Log(self.place.engine(name), f"/hailar/{name}", self.at, lambda *_: None)
            for name in LOGS
            if name != "ledger"
        }
        self.office = Office(self.place.folder, url=self.place.urls.get("ledger", ""))
        self.office.clock.at = self.at.at
        self.heard = {name: max(self.office.kept(name), default=0) for name in self.logs}
        return self.office

    def stop(self) -> None:
        """And go home."""
        for log in self.logs.values():
            log.stop()
            log.engine.dispose()
        if self.office:
            self.office.stop()
        self.logs, self.office = {}, None

    def vault(self) -> Vault:
        """The vault, as intake opens it."""
        master = load_or_create(self.place.folder / "master.key")
        return Vault(self.place.engine(VAULT), master, "intake", self.at)

    def say(self, service: str, *said: tuple[str, str, Mapping[str, Any]]) -> None:
        """Entries of (subject, type, data), said together."""
        log = self.logs[service]
        head, units = log.head().position, list[Unit]()
        for number, (subject, type_, data) in enumerate(said, head):
            draft = Draft(uuid7(self.at()), type_, self.at(), dict(data), Actor("asker"))
            units.append(Unit([Append(Address(stream_id(service, str(number)), subject), 0, [draft])]))
            log.submit(units[-1])
        for unit in units:
            unit.done.result()

    def said(self, service: str, after: int = 0) -> list[Message]:
        """What a service publishes of its log."""
        log = self.logs[service]
        return [Message(service, e.position, id_of(e.body), e.type, e.subject, e.body) for e in log.read(after)]

    def hear(self) -> None:
        """The ledger hears what was said since."""
        assert self.office
        for service in self.logs:
            self.office.hear_all(self.said(service, self.heard[service]))
            self.heard[service] = self.logs[service].head().position

    def tick(self) -> bytes:
        """The ledger hears and seals; its new checkpoint."""
        assert self.office
        self.hear()
        self.at.at += timedelta(minutes=5)
        self.office.clock.at = self.at.at
        assert self.office.turn() > 0
        self.sealed.append(dict(self.heard))
        return self.checkpoint()

    def checkpoint(self) -> bytes:
        """The newest checkpoint, as everybody can see it."""
        engine = self.place.engine("ledger")
        with engine.connect() as connection:
            found = proving.checkpoint(connection)
        engine.dispose()
        assert found
        return found.note

    # those who look

    def look(self, **asked: Any) -> Mapping[str, Any]:
        """`huying log verify`, with the key file of the installation and the checkpoint kept beside the database."""
        folder = self.place.folder
        kept = {KEPT: (folder / KEPT).read_bytes()} if (folder / KEPT).exists() else {}
        engines = {name: self.place.engine(name) for name in LOGS}
        notes = {**kept, **asked.pop("notes", {})}
        own = keys.read(folder / keys.NAME).verifiers
        vault = self.place.engine(VAULT)
        verdict = verify(engines, "hailar", Asked(**{"own_keys": own, "notes": notes, "vault": vault, **asked}))
        for engine in (*engines.values(), vault):
            engine.dispose()
        return verdict

    def codes(self, **asked: Any) -> set[str]:
        """What `huying log verify` finds, as `part.log.code`; nothing: all is well."""
        verdict = self.look(**asked)
        parts = [("log", row) for row in verdict["logs"]] + [("copy", row) for row in verdict["ledger"]]
        found = {f"{part}.{row['log']}.{one['code']}" for part, row in parts for one in row["faults"]}
        beside = [verdict["tree"], verdict["guards"], verdict["vault"]]
        found |= {f"{part['log']}.{one['code']}" for part in beside if part for one in part["faults"]}
        assert verdict["ok"] is not bool(found)
        return found

    # keeping and putting back

    def snapshot(self) -> tuple[Tables, Files]:
        """Everything in the databases, and the files beside them: a backup."""
        found: Tables = {}
        for name in (*LOGS, VAULT):
            engine = self.place.owner(name)
            with engine.connect() as connection:
                found[name] = [(table, rows_of(connection, table)) for table in _tables(connection, name)]
            engine.dispose()
        files = [path for path in self.place.folder.iterdir() if path.is_file() and ".db" not in path.name]
        return found, {path.name: path.read_bytes() for path in files}

    def put_back(self, backup: tuple[Tables, Files], names: Sequence[str] = (*LOGS, VAULT)) -> None:
        """The databases and the files as they were."""
        tables, files = backup
        for name in names:
            with owning(self.place, name) as connection:
                for table, rows in tables[name]:
                    replace(connection, table, rows)
        for path in self.place.folder.iterdir():
            if path.is_file() and ".db" not in path.name and path.name not in files:
                path.unlink()
        for file, content in files.items():
            (self.place.folder / file).write_bytes(content)


def _tables(connection: Any, name: str) -> list[Table]:
    metadata = MetaData()
    if connection.dialect.name == "postgresql":
        for schema in ("public",) if name == VAULT else ("log", "model"):
            metadata.reflect(connection, schema=schema)
    else:
        metadata.reflect(connection)
    return metadata.sorted_tables


def tell(world: World) -> tuple[bytes, Any]:
    """The history: the first checkpoint, a backup from then, and the record as it stands."""
    world.start()
    vault = world.vault()
    home, key = Home(CASE, "ref", "text"), asker_key(ASKER)
    assert vault.asker(phone="13900000000", source_user=None, stream="a stream") != ASKER
    vault.keys([key])
    name, digest = vault.deposit(FILE, key, Home(CASE, "ref", "attachments.0"))
    text = vault.close(Text(WORDS, key=key), home)
    label = vault.close(Text(LABEL, key=key), Home(CASE, "ref", "attachments.0.name"))
    told = {"hash": name, "media_type": "application/pdf", "size": len(FILE), "digest": digest}
    file = {**told, "name": _field(label)}
    receipt = {"source": "12345", "source_no": "1", "channel": "12345", "urgent": False}
    words = {"text": _field(text), "attachments": [file]}
    world.say("intake", (CASE, "appeal.received", receipt | words), (OTHER, "appeal.received", receipt))
    world.say("intake", *((FILLER.format(at % 20), "appeal.supplemented", {"number": at}) for at in range(270)))
    world.say("routing", (CASE, "work_order.opened", {"round": 1}))
    world.say("routing", (CASE, "work_order.dispatched", {"round": 1, "unit": "housing"}))
    world.tick()
    world.stop()
    first, backup = world.checkpoint(), world.snapshot()
    world.start()
    world.say("routing", (CASE, "work_order.signed", {"round": 1, "unit": "housing"}))
    world.say("intake", (OTHER, "appeal.supplemented", {"number": 1000}), (CASE, "appeal.supplemented", {"number": 1}))
    world.tick()
    world.say("intake", (OTHER, "appeal.supplemented", {"number": 2}))
    world.say("routing", (OTHER, "work_order.held", {"round": 1, "code": "unsure"}))
    for message in world.said("intake", 272):  # routing hears of them too, as it does in a whole system
        world.logs["routing"].commit(Unit((), message, Hearing.HANDLED))
    world.hear()
    world.stop()
    vault.engine.dispose()
    return first, backup


def _field(closed: Closed) -> dict[str, Any]:
    names = ("key", "version", "nonce", "cipher", "digest")
    home = {"subject": closed.home.subject, "id": closed.home.id, "path": closed.home.path}
    return {name: getattr(closed, name) for name in names} | {"home": home}
