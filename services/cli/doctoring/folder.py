"""The checks of a data folder, beside a running system or without one."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from services.cli.catalog import NAMES
from services.cli.doctoring import machine, record, secretfiles
from services.cli.doctoring.finding import Finding, good, mend
from services.cli.doctoring.untouched import reading
from services.cli.settings import Settings, existing
from services.ledger.tree import keys


def examined(folder: Path, now: datetime) -> list[Finding]:
    """Every finding, in the order in which they are told."""
    settings, told = _settings(folder)
    findings = [machine.disk(folder), *told, *_keys(folder), *_lost(folder)]
    place = record.Place(settings.jurisdiction, folder, folder / keys.NAME, demo=settings.demo)
    with reading({name: path for name, path in _databases(folder).items() if path.exists()}) as engines:
        return [*findings, *record.examined(place, engines, now)]


def _settings(folder: Path) -> tuple[Settings, list[Finding]]:
    path = folder / "settings.json"
    if not path.exists():
        return Settings(), []
    try:
        return existing(folder), []
    except (ValueError, TypeError) as broken:
        step = f'write {{"jurisdiction": "NAME", "demo": false}} into {path}'
        return Settings(), [mend("settings", f"they cannot be read ({broken})", step)]


def _keys(folder: Path) -> Iterator[Finding]:
    vault = folder / "vault.db"
    found, master = secretfiles.master_file(folder / "master.key", needed=vault.exists())
    yield found
    if master is not None and vault.exists():
        with reading({"vault": vault}) as engines:
            yield secretfiles.fits(engines["vault"], master)


def _lost(folder: Path) -> Iterator[Finding]:
    paths = _databases(folder)
    lost = [name for name, path in paths.items() if not path.exists()]
    if len(lost) == len(paths):
        yield good("logs", "no logs yet; start with: huying up")
        return
    for name in lost:
        step = f"huying restore --from BACKUP --service {name}"
        yield mend(f"database {name}", f"{paths[name]} is not there", step)


def _databases(folder: Path) -> dict[str, Path]:
    return {name: folder / f"{name}.db" for name in NAMES}
