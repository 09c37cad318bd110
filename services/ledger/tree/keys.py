"""The keys that sign checkpoints: a file of signed-note signer lines, readable by the ledger's user alone.

All keys in it sign; their name is the log's origin. A changed file is noticed at the next turn, and every change is said
as `ledger.key_adopted` before the first checkpoint with it.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.ledger.domain.signing_key import Adopt
from shared.house.house import House
from shared.house.replacing import replace
from shared.kernel.actor import Actor
from shared.proof.checkpoint import Checkpoint
from shared.proof.keys import SIGNS, VerifierKey
from shared.proof.signing import SEED_BYTES, SecretKey, read_secret_key, sign_note
from shared.proof.unproven import Unproven

GATEWAY = "ledger_key"
"""The name under which the world gives the path of the key file."""
NAME = "ledger.key"
ORIGIN = "HUYING_LEDGER_ORIGIN"
"""The variable that names a new log, such as `huying.example.cn/ledger`; an existing key file keeps its name."""
ACTOR = Actor("system:ledger")


@dataclass(frozen=True, slots=True)
class Signing:
    """The keys in use, oldest first."""

    keys: tuple[SecretKey, ...]

    @property
    def origin(self) -> str:
        """The log's name."""
        return self.keys[-1].name

    @property
    def verifiers(self) -> tuple[VerifierKey, ...]:
        """The public halves."""
        return tuple(key.public for key in self.keys)

    def checkpoint(self, size: int, root: bytes) -> bytes:
        """The signed note over the tree of so many leaves."""
        return sign_note(Checkpoint(self.origin, size, root).text(), self.keys)

    def adopt(self, house: House) -> None:
        """Say which keys sign, where that is not said yet."""
        house.execute(Adopt(tuple(key.text() for key in self.verifiers), house.moment(ACTOR)))


def origin_of(jurisdiction: str, environment: Mapping[str, str] = os.environ) -> str:
    """The name of a new log: what `HUYING_LEDGER_ORIGIN` says, else one that is nobody's (`.invalid`, RFC 2606)."""
    return environment.get(ORIGIN) or f"{jurisdiction}.huying.invalid/ledger"


def read(path: Path) -> Signing:
    """The keys of a file. ValueError that says what to do."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        keys = tuple(read_secret_key(line) for line in lines)
    except FileNotFoundError:
        raise ValueError(f"{path} is not there; huying init makes it, or put back the copy you kept") from None
    except OSError as unreadable:
        raise ValueError(f"{unreadable}; let the ledger's user, and nobody else, read the key file") from None
    except (Unproven, UnicodeDecodeError) as broken:
        raise ValueError(f"{path} is no file of signing keys ({broken}); put back the copy you kept") from None
    if not keys or len({key.name for key in keys}) > 1:
        raise ValueError(f"{path} must hold keys of one origin; put back the copy you kept")
    return Signing(keys)


def make_missing(path: Path, origin: str) -> bool:
    """A first key of this origin, unless there is a file, whose origin then holds; whether it was made."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path, [new_key(origin)])
    try:
        os.link(draft, path)  # whole or not at all, and never over a file that came meanwhile
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def new_key(origin: str) -> SecretKey:
    """A new key of this origin."""
    return SecretKey(origin, SIGNS, os.urandom(SEED_BYTES))


def put(path: Path, keys: Sequence[SecretKey]) -> None:
    """These keys in place of those in the file, for whoever could read it. OSError if it cannot be written."""
    replace(_draft(path, keys), path)


def _draft(path: Path, keys: Sequence[SecretKey]) -> Path:
    """A file beside it with these keys, on disk."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(key.text() + "\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    return draft


class KeyFile:
    """The file as the sequencer sees it: read again when it changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._signing: Signing | None = None

    def now(self) -> Signing:
        """The keys that are in it now; ValueError."""
        try:
            found = self._path.stat()
        except OSError:
            found = None
        stamp = (found.st_mtime_ns, found.st_ino) if found else None
        if self._signing is None or stamp != self._stamp:
            self._signing, self._stamp = read(self._path), stamp
        return self._signing
