"""`huying doctor`: is everything an installation needs there, and what to do if not."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from services.cli.output import AsJson, Data, document, end, say, told
from services.cli.places import DATA
from services.cli.settings import settings_of
from services.cli.system import system
from services.routing.adoption import read_jurisdiction
from shared.eventlog.clock import now
from shared.rules.rules import Rules, rules_from
from shared.vault import MasterKeyRefused, load

FREE = 1024**3


def doctor(data: Data = DATA, as_json: AsJson = False) -> None:
    """Look at data folder, disk, keys, clock, calendar, rules and logs. Exit 1 if something must be done."""
    folder = data.absolute()
    checks = [check(folder) for check in (_disk, _keys, _clock, _rules)] + _running(folder)
    if as_json:
        document(checks)
    else:
        for one in checks:
            say(f"{'good' if one['good'] else 'MEND'}  {one['check']:10} {one['said']}")
    if not all(one["good"] for one in checks):
        end(1)


def _found(check: str, good: bool, said: str) -> dict[str, Any]:
    return {"check": check, "good": good, "said": said}


def _disk(folder: Path) -> dict[str, Any]:
    place = folder if folder.exists() else folder.parent
    free = shutil.disk_usage(place).free
    advice = "" if free > FREE else "; make room or move the data folder"
    return _found("disk", free > FREE, f"{free // 1024**2} MiB free at {place}{advice}")


def _keys(folder: Path) -> dict[str, Any]:
    path = folder / "master.key"
    if not path.exists():
        return _found("keys", True, "no master key yet; the first start makes one: then back it up apart from the data")
    try:
        keys = load(path)
    except MasterKeyRefused as refused:
        return _found("keys", False, str(refused))
    return _found("keys", True, f"master key version {max(keys.secrets)}; keep a copy apart from the data")


def _clock(_: Path) -> dict[str, Any]:
    year = now().year
    return _found(
        "clock", year >= 2024, f"it is {now():%Y-%m-%d %H:%M} UTC" + ("" if year >= 2024 else "; set the clock")
    )


def _rules(folder: Path) -> dict[str, Any]:
    with told():
        settings = settings_of(folder)
    try:
        rules = rules_from(read_jurisdiction(settings.jurisdiction_folder))
    except ValueError as invalid:
        return _found("rules", False, str(invalid))
    return _calendar(rules, now())


def _calendar(rules: Rules, at: datetime) -> dict[str, Any]:
    if unknown := rules.unknown_years(at):
        return _found("calendar", False, f"the holidays of {unknown[0]} are not known: add them to calendar.yaml")
    counted = f"{len(rules.units)} units, {len(rules.limits)} limits"
    return _found("rules", True, f"{counted}; the holidays are known as far as the longest limit reaches")


def _running(folder: Path) -> list[dict[str, Any]]:
    if not (folder / "intake.db").exists():
        return [_found("logs", True, "no logs yet; start with: huying up")]
    with told(), system(folder) as call:
        parked, behind = call("parking.list"), call("behind.list")
    said = f"{len(parked)} messages parked" + ("; see: huying parking list" if parked else "")
    late = f"{', '.join(behind)} behind the ledger, appending nothing; stop, then: huying catch-up"
    return [
        _found("parking", not parked, said),
        _found("ledger", not behind, late if behind else "no log is behind the ledger's copy of it"),
    ]
