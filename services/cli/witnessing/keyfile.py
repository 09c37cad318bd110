"""The witness's key: one secret line in a file that its user alone can read."""

import os
import secrets
from pathlib import Path

from shared.proof.keys import COSIGNS, VerifierKey
from shared.proof.signing import SEED_BYTES, SecretKey, read_secret_key
from shared.proof.unproven import Unproven


def make_key(path: Path, name: str) -> VerifierKey:
    """A new key in a new file; its public half. FileExistsError rather than writing over a key."""
    key = SecretKey(name, COSIGNS, secrets.token_bytes(SEED_BYTES))
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(key.text() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # whole or not at all
    finally:
        draft.unlink()
    return key.public


def read_key(path: Path) -> SecretKey:
    """The key; ValueError that says what to do."""
    if path.stat().st_mode & 0o077:
        raise ValueError(f"others can read {path}; say chmod 600 {path}, and make a new key if they may have")
    try:
        key = read_secret_key(path.read_text(encoding="utf-8").strip())
    except Unproven as wrong:
        raise ValueError(f"{path}: {wrong.sentence}") from None
    if key.public.kind != COSIGNS:
        raise ValueError(f"{path} holds a log's key; make a witness its own: huying witness keygen")
    return key
