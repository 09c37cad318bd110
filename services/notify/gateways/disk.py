"""Files that are there whole or not at all, also after the power was cut; and that can be erased for good."""

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from services.notify.gateways.outgoing import Failed

PART, ERASED = ".part", ".erased"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_TIMES = 20


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of small files, each below a folder of its owner's.

    What was erased stays erased: a mark of the owner's id is left first, and whoever writes looks at it last.
    """

    folder: Path

    def keep(self, place: Iterable[str], owner: str | None, content: bytes) -> None:
        """Keep a file at this place (names from the folder down), for nobody's erasing if `owner` is None.

        Failed `storage` (disk), `bad_name`, `shredded`.
        """
        try:
            path = self.folder.joinpath(*map(safe, place)).with_suffix(".json")
        except ValueError:
            raise Failed("bad_name", final=True) from None
        try:
            put(path, content)
        except OSError:
            self._refuse_erased(owner, path)
            raise Failed("storage", down=True) from None
        self._refuse_erased(owner, path)

    def erase(self, owner: str, folders: Iterable[Path]) -> None:
        """Remove the folders of an owner for good. Said twice it changes nothing. OSError, ValueError."""
        put(self.folder / ERASED / safe(owner), b"")
        for folder in folders:
            _remove(folder)

    def folders(self) -> list[Path]:
        """The folders on it."""
        return [Path(entry) for entry in entries(self.folder) if entry.is_dir() and not entry.name.startswith(".")]

    def _refuse_erased(self, owner: str | None, path: Path) -> None:
        if owner is not None and (self.folder / ERASED / owner).exists():
            path.unlink(missing_ok=True)
            raise Failed("shredded", final=True)


def safe(name: str) -> str:
    """The name, if it can be a file's or folder's and leads nowhere else; ValueError otherwise."""
    if not _NAME.fullmatch(name):
        raise ValueError("not a name for a file")
    return name


def put(path: Path, content: bytes) -> None:
    """Write a file for its owner alone, durably, by renaming; one that is there is replaced. OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART)
    with part.open("wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _settle(path.parent)


def entries(folder: Path) -> list["os.DirEntry[str]"]:
    """What is in a folder; nothing if it is not there."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        return []


def _remove(folder: Path) -> None:
    """Remove it, also while somebody writes into it for the last time."""
    for _ in range(_TIMES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
    else:
        raise OSError(f"a folder below {folder.parent} could not be removed; check its permissions")
    if folder.parent.exists():
        _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Make a folder's names durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
