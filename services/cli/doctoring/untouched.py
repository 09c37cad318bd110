"""SQLite files read so that they stay as they are, byte for byte, whether a system runs on them or died."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, NullPool, create_engine


@contextmanager
def reading(paths: Mapping[str, Path]) -> Iterator[dict[str, Engine]]:
    """Engines on files that are there, by name."""
    engines = {name: _engine(path) for name, path in paths.items()}
    try:
        yield engines
    finally:
        for engine in engines.values():
            engine.dispose()


def _engine(path: Path) -> Engine:
    """Read-only beside a write-ahead log, which whoever closes last would otherwise move into the file.

    Where there is none, a read-only connection would leave an empty one behind, perhaps as another user's file; then
    it is opened as usual and takes its own with it. Neither makes a database that is not there.
    """
    mode = "ro" if path.with_name(f"{path.name}-wal").exists() else "rw"
    return create_engine(f"sqlite:///file:{quote(str(path))}?mode={mode}&uri=true", poolclass=NullPool)
