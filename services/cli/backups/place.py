"""Where a backup lies: a folder, or one tar file. It gets its name only when everything is on disk."""

import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".unfinished"
TAR = (".tar", ".tar.gz", ".tgz")


def is_archive(path: Path) -> bool:
    """Whether this names a tar file."""
    return path.name.endswith(TAR)


@contextmanager
def writing(target: Path) -> Iterator[Path]:
    """A folder to fill; afterwards it is the target, or packed into it. ValueError if something is there already."""
    if target.exists():
        raise ValueError(f"{target} is there already; choose another name")
    draft = target.with_name(target.name + UNFINISHED)
    if draft.exists():
        raise ValueError(f"{draft} is a backup that did not end (or is being made); if none is, remove it")
    draft.mkdir(parents=True, mode=0o700)
    try:
        yield draft
        for path in (*draft.rglob("*"), draft):
            sync(path)
        if is_archive(target):
            _pack(draft, target)
        else:
            draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync(target.parent)


@contextmanager
def reading(source: Path) -> Iterator[Path]:
    """The folder with a backup's files; a tar file is unpacked for as long. ValueError for what is neither."""
    if source.name.endswith(UNFINISHED):
        raise ValueError(f"{source} was never finished; take another backup")
    if source.is_dir():
        yield source
        return
    if not source.is_file():
        raise ValueError(f"{source} is not there")
    with tempfile.TemporaryDirectory(dir=source.parent, prefix=f".{source.name}.") as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError) as broken:
            raise ValueError(f"{source} is no backup ({broken})") from None
        yield Path(folder)


def _pack(folder: Path, target: Path) -> None:
    draft = folder.with_name(folder.name + ".tar")
    try:
        with tarfile.open(draft, "w" if target.name.endswith(".tar") else "w:gz") as archive:
            draft.chmod(0o600)
            for path in sorted(folder.rglob("*")):
                archive.add(path, path.relative_to(folder).as_posix(), recursive=False)
        sync(draft)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    shutil.rmtree(folder)


def sync(path: Path) -> None:
    """Have a file, or a folder's names, on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
