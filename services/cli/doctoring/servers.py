"""The checks of the real installation, as the environment names it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import URL, Engine

from services.cli.doctoring import broker, machine, record, secretfiles
from services.cli.doctoring.finding import Finding
from services.cli.environment import Environment
from services.cli.secretfile import Secrets
from services.cli.stores import VAULTED
from shared.eventlog.engine import postgresql


def examined(where: Environment, now: datetime) -> list[Finding]:
    """Every finding, in the order in which they are told."""
    of_secrets, secrets = secretfiles.services(where)
    findings = [machine.disk(where.data), of_secrets]
    if VAULTED in secrets:
        findings.append(_vault(where, secrets[VAULTED]))
    findings.append(broker.examined(where.bus))
    place = record.Place(where.jurisdiction, where.data, where.ledger_key, real=True)
    with _engines(where, secrets) as engines:
        return [*findings, *record.examined(place, engines, now)]


def _vault(where: Environment, own: Secrets) -> Finding:
    engine = postgresql(_text(where.vault_of(VAULTED, own.passwords.get(VAULTED, ""))), 1)
    try:
        return secretfiles.fits(engine, own.master)
    finally:
        engine.dispose()


@contextmanager
def _engines(where: Environment, secrets: Mapping[str, Secrets]) -> Iterator[dict[str, Engine]]:
    """Of the services whose secrets can be read, each under its own role."""
    passwords = {name: own.passwords.get(name, "") for name, own in secrets.items()}
    engines = {name: postgresql(_text(where.database_of(name, passwords[name])), 1) for name in secrets}
    try:
        yield engines
    finally:
        for engine in engines.values():
            engine.dispose()


def _text(address: URL) -> str:
    return address.render_as_string(hide_password=False)
