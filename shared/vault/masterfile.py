"""The file of the master keys: text, mode 0600, a headline and one line `<version> <base64url>` for each version."""

import os
import stat
from pathlib import Path

from shared.vault.datakey import SECRET_BYTES
from shared.vault.errors import MasterKeyRefused
from shared.vault.fields import decode, encode
from shared.vault.master import MasterKeys

_HEADLINE = "huying-master-key 1"


def load(path: Path) -> MasterKeys:
    """The master keys in the file; MasterKeyRefused, with what to do, if others may read it or it is misshapen."""
    with path.open(encoding="ascii", errors="replace") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & 0o077:
            raise MasterKeyRefused(f"{path} can be read by others (mode {mode:04o}): run `chmod 600 {path}`")
        lines = file.read().splitlines()
    return _parsed(path, lines)


def load_or_create(path: Path) -> MasterKeys:
    """The master keys in the file, which is made with one fresh key if there is none; safe when two start at once."""
    if not path.exists():
        draft = _draft(path, MasterKeys({1: os.urandom(SECRET_BYTES)}))
        try:
            os.link(draft, path)
            _settle(path.parent)
        except FileExistsError:
            pass  # another process was first: its file holds
        finally:
            draft.unlink()
    return load(path)


def save(path: Path, keys: MasterKeys) -> None:
    """Put `keys` in the place of the file's: whole or not at all, and on disk when this returns."""
    _draft(path, keys).replace(path)
    _settle(path.parent)


def _parsed(path: Path, lines: list[str]) -> MasterKeys:
    if not lines or lines[0] != _HEADLINE:
        raise MasterKeyRefused(f"{path} does not begin with `{_HEADLINE}`: put the vault's own master key file there")
    try:
        return MasterKeys({int(version): decode(secret) for version, secret in map(str.split, lines[1:])})
    except ValueError as broken:
        raise MasterKeyRefused(f"{path} has a line that is no master key: put back a good copy of it") from broken


def _draft(path: Path, keys: MasterKeys) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(6).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        rows = [f"{version} {encode(secret)}" for version, secret in sorted(keys.secrets.items())]
        file.write("\n".join([_HEADLINE, *rows, ""]))
        file.flush()
        os.fsync(file.fileno())
    return draft


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
