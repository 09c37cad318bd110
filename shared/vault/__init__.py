"""Personal data: closed before it enters an entry, opened for a purpose, found by blind tags, erased by its key.

The one store that all services share, each under its own role. Keys are random, one per asker, case or discipline
matter, and wrapped by a master key that lies outside the database. Destroying a key erases for good; in old backups
of the database it does so once the master key was rotated and its old version thrown away.
"""

from shared.vault.askers import Appearance
from shared.vault.engine import connect, create
from shared.vault.errors import (
    Forbidden,
    MasterKeyRefused,
    NotErased,
    Shredded,
    Tampered,
    TooLarge,
    UnknownKey,
    VaultError,
)
from shared.vault.fields import Opened, digest_matches
from shared.vault.grants import DEFAULT_GRANTS, Grant, Grants
from shared.vault.master import MasterKeys
from shared.vault.masterfile import load, load_or_create, save
from shared.vault.vault import Vault

__all__ = [
    "DEFAULT_GRANTS",
    "Appearance",
    "Forbidden",
    "Grant",
    "Grants",
    "MasterKeyRefused",
    "MasterKeys",
    "NotErased",
    "Opened",
    "Shredded",
    "Tampered",
    "TooLarge",
    "UnknownKey",
    "Vault",
    "VaultError",
    "connect",
    "create",
    "digest_matches",
    "load",
    "load_or_create",
    "save",
]
