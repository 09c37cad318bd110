"""The embedded system: all services in one process on SQLite files in one data folder."""

import json
import os
import secrets
from pathlib import Path

from joserfc.jwk import OKPKey
from sqlalchemy import NullPool, create_engine

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
from shared.access.tokens import new_key, public_half, read_key
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
FEEDS = ("12345", "96888", "open311")


def build(folder: Path, settings: Settings, *, clock: Clock = now) -> Installation:
    """All houses on this folder, which the caller has locked; nothing runs yet."""
    wire = LocalWire()
    vault = _vault(folder, clock)
    feed_keys = _feed_keys(folder)
    signing = _signing_key(folder)
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
            csrf=_secret(folder / "form.key"),
            feeds=FeedKeys({source: [hashed(key)] for source, key in feed_keys.items()}),
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

    return Installation(folder, houses, feed_keys, handled, wire.close)


def _vault(folder: Path, clock: Clock) -> Vault:
    # No pool: its locks would be shared between greenthreads and the writer's thread, which eventlet's locks do not bear.
    engine = create_engine(f"sqlite:///{folder / 'vault.db'}", poolclass=NullPool)
    create(engine)
    master = load_or_create(folder / "master.key")
    return Vault(engine, master, "intake", clock, opened=metrics.count_opened, offload=offload, capacity=KEYS)


def _signing_key(folder: Path) -> OKPKey:
    path = folder / "identity.key"
    if not path.exists():
        _write_secret(path, json.dumps(new_key().as_dict(private=True)))
    return read_key(path.read_text())


def _ledger_key(folder: Path, settings: Settings) -> Path:
    """Made once, before the first checkpoint; one that was lost is never replaced unseen."""
    path, database = folder / ledger_keys.NAME, folder / "ledger.db"
    if not (database.exists() and has_checkpoints(database)):
        ledger_keys.make_missing(path, ledger_keys.origin_of(settings.jurisdiction))
    return path


def _feed_keys(folder: Path) -> dict[str, str]:
    """A key per feed, made once; an operator hands it to the hotline and may change the file. A folder from before a feed
    was there gets its key now."""
    path = folder / "feed-keys.json"
    keys: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    if missing := [source for source in FEEDS if source not in keys]:
        keys |= {source: secrets.token_urlsafe(24) for source in missing}
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        _write_secret(draft, json.dumps(keys, indent=1))
        draft.replace(path)
    return keys


def _secret(path: Path) -> bytes:
    if not path.exists():
        _write_secret(path, os.urandom(32).hex())
    return bytes.fromhex(path.read_text().strip())


def _write_secret(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
