"""The keys of a data folder that may be lost: made once and whole, read again at every start. ValueError says what to do.

The master key is the vault's affair (`shared/vault/masterfile.py`), the signing key of the tree the ledger's.
"""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from shared.access.tokens import new_key, read_key

FEEDS = ("12345", "96888", "open311")
FORM_BYTES = 32


def signing_key(folder: Path) -> OKPKey:
    """With it identity signs what a signed-in person carries."""
    path = _made(folder / "identity.key", lambda: json.dumps(new_key().as_dict(private=True)))
    try:
        return read_key(path.read_text(encoding="utf-8"))
    except (ValueError, TypeError, JoseError):
        raise _no(path, "everyone signs in again") from None


def form_key(folder: Path) -> bytes:
    """It binds forms to sign-ins."""
    path = _made(folder / "form.key", lambda: os.urandom(FORM_BYTES).hex())
    try:
        key = bytes.fromhex(path.read_text(encoding="utf-8").strip())
    except ValueError:
        key = b""
    if len(key) != FORM_BYTES:
        raise _no(path, "everyone signs in again")
    return key


def feed_keys(folder: Path) -> dict[str, str]:
    """A key per feed; an operator hands it to the hotline and may change the file.

    A folder from before a feed was there gets its key now.
    """
    path = _made(folder / "feed-keys.json", lambda: "{}")
    keys: object
    try:
        keys = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        keys = None
    if not isinstance(keys, dict) or not all(isinstance(key, str) and key for key in keys.values()):
        raise _no(path, "new keys must be handed to the feeds")
    if missing := [source for source in FEEDS if source not in keys]:
        keys |= {source: secrets.token_urlsafe(24) for source in missing}
        _draft(path, json.dumps(keys, indent=1)).replace(path)
    return keys


def _made(path: Path, text: Callable[[], str]) -> Path:
    """The file, made if there is none: whole or not at all, and never over one that came meanwhile."""
    if not path.exists():
        draft = _draft(path, text())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # the other's holds
        finally:
            draft.unlink()
    return path


def _draft(path: Path, text: str) -> Path:
    """A file beside it with this text, on disk, its user's alone."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _no(path: Path, then: str) -> ValueError:
    return ValueError(
        f"{path} is not what huying init made: put back the copy you kept, or remove it and the next start makes a "
        f"new one ({then})"
    )
