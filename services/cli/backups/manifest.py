"""What a backup says of itself: when and of what it was made, how far each log was, and the hash of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

NAME = "manifest.json"
FORMAT = 1
EMBEDDED, REAL = "embedded", "real"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """`services`: position and hash (hex) of each log's last entry; `files`: bytes and sha256 by name.

    `roles` are the PostgreSQL roles that own what was dumped; `left_out` says in words what is not in it.
    """

    made_at: str
    mode: str
    jurisdiction: str
    services: dict[str, dict[str, Any]]
    files: dict[str, dict[str, Any]]
    with_secrets: bool
    left_out: list[str]
    roles: dict[str, str] = field(default_factory=dict)
    version: str = ""
    format: int = FORMAT


def this_version() -> str:
    """Of the program that makes the backup."""
    try:
        return version("huying")
    except PackageNotFoundError:
        return "unknown"


def described(folder: Path) -> dict[str, dict[str, Any]]:
    """Every file below the folder: bytes and sha256, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": sha256_of(path)} for path in files
    }


def write(folder: Path, manifest: Manifest) -> None:
    """Put the manifest beside the files it describes."""
    (folder / NAME).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def checked(folder: Path) -> Manifest:
    """The manifest of a backup whose files are all there and as they were; ValueError says which is not."""
    path = folder / NAME
    if not path.is_file():
        raise ValueError(f"{folder} is no finished backup: it has no {NAME}")
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (TypeError, ValueError) as broken:
        raise ValueError(f"{path} cannot be read ({broken}); take another backup") from None
    if manifest.format != FORMAT:
        raise ValueError(f"{path} has format {manifest.format}; this program reads {FORMAT}")
    for name, told in manifest.files.items():
        file = folder / name
        if not file.is_file():
            raise ValueError(f"{name} is missing in {folder}; take another backup")
        if file.stat().st_size != told["bytes"] or sha256_of(file) != told["sha256"]:
            raise ValueError(f"{name} in {folder} is not what was written; take another backup")
    return manifest


def sha256_of(path: Path) -> str:
    """Of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
