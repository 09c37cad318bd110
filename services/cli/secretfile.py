"""The secrets of a service, in one JSON file: master keys, forms' key, identity's signing key, feeds' keys, password.

Made once by `huying init`. With `{service}` in its path each service has a file of its own and holds only what it
needs: identity alone can sign, intake alone knows the feeds' keys (their hashes), a database password opens one
database.
"""

import json
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from services.cli.catalog import NAMES
from services.cli.keyfiles import FEEDS
from shared.access.feed_keys import hashed
from shared.access.tokens import new_key, public_half
from shared.house.replacing import replace
from shared.vault import MasterKeys
from shared.vault.datakey import SECRET_BYTES

FEED_KEYS = "feed-keys.json"


@dataclass(frozen=True, slots=True)
class Secrets:
    """`signing` is the whole key for identity, its public half for all others. Never printed."""

    master: MasterKeys = field(repr=False)
    form: bytes = field(repr=False)
    signing: OKPKey = field(repr=False)
    feeds: Mapping[str, Sequence[str]] = field(repr=False)
    passwords: Mapping[str, str] = field(repr=False)


def read(path: Path) -> Secrets:
    """The secrets in the file; ValueError that says what to do."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        master = {int(version): bytes.fromhex(secret) for version, secret in said["master_keys"].items()}
        return Secrets(
            MasterKeys(master),
            bytes.fromhex(said["form_key"]),
            OKPKey.import_key(said["signing_key"]),
            said["feeds"],
            said["database_passwords"],
        )
    except FileNotFoundError:
        raise ValueError(f"{path} is not there; huying init makes it") from None
    except (KeyError, ValueError, TypeError, AttributeError) as broken:
        raise ValueError(f"{path} is no file of secrets ({broken!r}); put back the one huying init made") from None


def put_master(path: Path, master: MasterKeys) -> None:
    """Put these master keys into the file, for whoever could read it; the other secrets stay. OSError where it cannot be."""
    said = json.loads(path.read_text(encoding="utf-8"))
    said["master_keys"] = {str(version): secret.hex() for version, secret in sorted(master.secrets.items())}
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    _write(draft, said)
    replace(draft, path)


def make_missing(secret_of: Callable[[str], Path]) -> list[Path]:
    """Make the files that are not there, from one set of secrets; those made. ValueError when only some are there.

    `secret_of` gives the path of a service's file.
    """
    paths = {name: secret_of(name) for name in NAMES}
    there = {path for path in paths.values() if path.exists()}
    if there == set(paths.values()):
        return []
    if there:
        lacking = ", ".join(str(path) for path in sorted(set(paths.values()) - there))
        raise ValueError(f"some files of secrets are there, others are not: put back {lacking}")
    whole, feed_keys = _whole()
    one_for_all = len(set(paths.values())) == 1
    for name, path in paths.items():
        if not path.exists():
            _write(path, whole if one_for_all else _part(whole, name))
    _write(next(iter(paths.values())).with_name(FEED_KEYS), feed_keys)
    return sorted(set(paths.values()))


def _whole() -> tuple[dict[str, Any], dict[str, str]]:
    feed_keys = {source: secrets.token_urlsafe(24) for source in FEEDS}
    whole = {
        "master_keys": {"1": os.urandom(SECRET_BYTES).hex()},
        "form_key": os.urandom(32).hex(),
        "signing_key": new_key().as_dict(private=True),
        "feeds": {source: [hashed(key)] for source, key in feed_keys.items()},
        "database_passwords": {name: secrets.token_urlsafe(24) for name in NAMES},
    }
    return whole, feed_keys


def _part(whole: Mapping[str, Any], name: str) -> dict[str, Any]:
    signing = OKPKey.import_key(whole["signing_key"])
    return {
        **whole,
        "signing_key": whole["signing_key"] if name == "identity" else public_half(signing).as_dict(private=False),
        "feeds": whole["feeds"] if name == "intake" else {},
        "database_passwords": {name: whole["database_passwords"][name]},
    }


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
