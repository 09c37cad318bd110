"""The embedded system: all services in one process on SQLite files in one data folder."""

from pathlib import Path

from sqlalchemy import NullPool, create_engine

from services.cli import keyfiles
from services.cli.catalog import NAMES, specs
from services.cli.environment import witness_policy
from services.cli.installation import Installation
from services.cli.recovery.looking import look
from services.cli.recovery.upgrading import upgrade
from services.cli.settings import Settings
from services.ledger.tree import keys as ledger_keys
from services.ledger.tree.asking import POLICY
from services.ledger.tree.tables import has_checkpoints
from shared.access.feed_keys import FeedKeys, hashed
from shared.access.tokens import public_half
from shared.bus.local import LocalWire
from shared.edge.process import offload
from shared.eventlog.clock import Clock, now
from shared.eventlog.engine import sqlite, sqlite_writer
from shared.house.house import House
from shared.house.world import World
from shared.telemetry import metrics
from shared.vault import Vault, create, load_or_create
from shared.web.guard import Keys

KEYS = 5_000
"""Unwrapped keys in memory: enough for the cases at work, so that memory stays flat however long a file is."""


def build(folder: Path, settings: Settings, *, clock: Clock = now) -> Installation:
    """All houses on this folder, which the caller has locked; nothing runs yet."""
    wire = LocalWire()
    vault = _vault(folder, clock)
    feeds = keyfiles.feed_keys(folder)
    signing = keyfiles.signing_key(folder)
    ledger_key = _ledger_key(folder, settings)
    world = World(
        jurisdiction=settings.jurisdiction,
        folder=folder,
        wire=wire,
        engine=lambda service: sqlite(folder / f"{service}.db"),
        writer=lambda service: sqlite_writer(folder / f"{service}.db"),
        vault=vault.under,
        keys=Keys(
            token=public_half(signing),
            csrf=keyfiles.form_key(folder),
            feeds=FeedKeys({source: [hashed(key)] for source, key in feeds.items()}),
        ),
        services=NAMES,
        district=settings.district,
        clock=clock,
        offload=offload,
        demo=settings.demo,
        gateways={"signing_key": signing, ledger_keys.GATEWAY: ledger_key, POLICY: witness_policy()},
    )
    houses = {spec.name: House(spec, world) for spec in specs()}
    look(houses)
    upgrade(houses)
    for house in houses.values():
        house.rulebook.load()
        house.subscribe(wire)

    def handled() -> bool:
        return wire.idle() and all(house.idle for house in houses.values())

    return Installation(folder, houses, feeds, handled, wire.close)


def _vault(folder: Path, clock: Clock) -> Vault:
    # No pool: its locks would be shared between greenthreads and the writer's thread, which eventlet's locks do not bear.
    engine = create_engine(f"sqlite:///{folder / 'vault.db'}", poolclass=NullPool)
    create(engine)
    master = load_or_create(folder / "master.key")
    return Vault(engine, master, "intake", clock, opened=metrics.count_opened, offload=offload, capacity=KEYS)


def _ledger_key(folder: Path, settings: Settings) -> Path:
    """Made once, before the first checkpoint; one that was lost is never replaced unseen."""
    path, database = folder / ledger_keys.NAME, folder / "ledger.db"
    if not (database.exists() and has_checkpoints(database)):
        ledger_keys.make_missing(path, ledger_keys.origin_of(settings.jurisdiction))
    return path
