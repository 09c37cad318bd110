"""The real installation: services on PostgreSQL and RabbitMQ, as the environment names them."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL, select

from services.cli import secretfile
from services.cli.catalog import NAMES, spec_of
from services.cli.environment import Environment, witness_policy
from services.cli.installation import Installation
from services.cli.recovery.looking import look
from services.cli.secretfile import Secrets
from services.cli.settings import Settings
from services.ledger.tree import keys
from services.ledger.tree.asking import POLICY
from shared.access.feed_keys import FeedKeys
from shared.access.tokens import public_half
from shared.bus.rabbit.wire import RabbitWire
from shared.edge.green import deadline
from shared.edge.process import offload
from shared.eventlog.clock import now
from shared.eventlog.engine import postgresql
from shared.eventlog.schema import progress
from shared.house.house import House
from shared.house.world import World
from shared.telemetry import metrics
from shared.vault import Vault, connect
from shared.web.guard import Keys

KEYS = 10_000


def build(environment: Environment, names: Sequence[str]) -> Installation:
    """The houses of these services; nothing runs yet. ValueError; NotPrepared before `huying init`."""
    wire = RabbitWire(environment.bus, deadline)
    houses = {name: House(spec_of(name), _world(environment, name, wire)) for name in names}
    for house in houses.values():
        house.rulebook.load()
    look(houses)
    return Installation(environment.data, houses, {}, lambda: all(map(published, houses.values())), wire.close)


def published(house: House) -> bool:
    """Whether the broker has everything that the service said."""
    with house.log.reading() as connection:
        confirmed = connection.scalar(select(progress.c.position).where(progress.c.name == "relay"))
    return (confirmed or 0) >= house.log.head().position


def settings(environment: Environment) -> Settings:
    """What pages and rules need to know of the jurisdiction."""
    found = Settings(environment.jurisdiction)
    if not found.jurisdiction_folder.is_dir():
        raise ValueError(f"there is no jurisdiction {environment.jurisdiction}")
    return found


def _world(environment: Environment, name: str, wire: RabbitWire) -> World:
    own = secretfile.read(environment.secret_of(name))
    password = own.passwords.get(name, "")
    address = _text(environment.database_of(name, password))
    vault = _vault(environment, name, own, password)
    return World(
        jurisdiction=environment.jurisdiction,
        folder=environment.data,
        wire=wire,
        engine=lambda _: postgresql(address),
        writer=lambda _: postgresql(address, 1),
        vault=lambda _: vault,
        keys=Keys(
            token=public_half(own.signing),
            csrf=own.form,
            feeds=FeedKeys(own.feeds),
            secure=environment.secure,
        ),
        services=NAMES,
        district=settings(environment).district,
        clock=now,
        offload=offload,
        alone=False,
        makes_log=False,
        gateways={"signing_key": own.signing, **_ledger_key(environment, name)},
    )


def _ledger_key(environment: Environment, name: str) -> dict[str, Path]:
    """The ledger's alone."""
    if name != "ledger" or environment.ledger_key is None:
        return {}
    policy = witness_policy()
    return {keys.GATEWAY: environment.ledger_key, **({POLICY: policy} if policy else {})}


def _vault(environment: Environment, name: str, own: Secrets, password: str) -> Vault:
    engine = connect(_text(environment.vault_of(name, password)))
    return Vault(engine, own.master, name, now, opened=metrics.count_opened, offload=offload, capacity=KEYS)


def _text(address: URL) -> str:
    return address.render_as_string(hide_password=False)
