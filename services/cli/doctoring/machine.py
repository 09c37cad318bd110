"""The machine: room on the disk, and the time it believes it is."""

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from services.cli.doctoring.finding import Finding, good, mend
from services.cli.doctoring.seeing import Seen

FREE = 1024**3
APART = timedelta(seconds=5)
"""How far a database server's clock may be from ours; a log's newest entry may be ahead of ours by as much."""
SET = "set the clock (timedatectl set-ntp true), here and on the servers"


def disk(folder: Path, free_at_least: int = FREE) -> Finding:
    """Room where the data folder is, or would be."""
    place = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free
    said = f"{free // 1024**2} MiB free at {place}"
    return good("disk", said) if free >= free_at_least else mend("disk", said, "make room or move the data folder")


def clock(now: datetime, seen: Iterable[Seen]) -> Finding:
    """Our time beside that of the database servers, and beside what is on record already."""
    said = f"it is {now:%Y-%m-%d %H:%M} UTC"
    for one in seen:
        if one.clock is not None and abs(one.clock - one.asked_at) > APART:
            apart = (one.clock - one.asked_at).total_seconds()
            return mend("clock", f"{said}; the database of {one.service} is {apart:+.0f} s from us", SET)
        if one.newest is not None and one.newest - now > APART:
            return mend("clock", f"{said}; the newest entry of {one.service} was recorded at {one.newest:%F %T}", SET)
    return good("clock", said)
