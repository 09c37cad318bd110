"""The master keys, which wrap every data key: AES-256-GCM with the key's id and version as AAD. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.vault.datakey import SECRET_BYTES, DataKey
from shared.vault.errors import MasterKeyRefused, Tampered
from shared.vault.fields import NONCE_BYTES


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """Version → 32 secret bytes; the highest version wraps, every version unwraps. ValueError if misshapen."""

    secrets: Mapping[int, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.secrets or any(v < 1 or len(s) != SECRET_BYTES for v, s in self.secrets.items()):
            raise ValueError("master keys need versions from 1 and 32 bytes each")

    @property
    def current(self) -> int:
        """The version that wraps new keys."""
        return max(self.secrets)

    def added(self, secret: bytes) -> "MasterKeys":
        """These, and `secret` as the next version."""
        return MasterKeys({**self.secrets, self.current + 1: secret})

    def latest(self) -> "MasterKeys":
        """The current version alone: what stays when all data keys are rewrapped."""
        return MasterKeys({self.current: self.secrets[self.current]})

    def joined(self, other: "MasterKeys") -> "MasterKeys":
        """Both; MasterKeyRefused if one version has two secrets."""
        shared = self.secrets.keys() & other.secrets.keys()
        if any(self.secrets[version] != other.secrets[version] for version in shared):
            raise MasterKeyRefused("two master keys have the same version number; give the new one the next number")
        return MasterKeys({**self.secrets, **other.secrets})

    def wrap(self, key: DataKey, nonce: bytes) -> bytes:
        """The data key as it is stored: nonce ‖ ciphertext, under the current version. `nonce`: 12 fresh bytes."""
        return nonce + AESGCM(self.secrets[self.current]).encrypt(nonce, key.secret, _about(key.id, key.version))

    def unwrap(self, master: int, key_id: str, version: int, wrapped: bytes) -> DataKey:
        """The data key that `wrap` stored under version `master`; Tampered, or MasterKeyRefused without that one."""
        if master not in self.secrets:
            raise MasterKeyRefused(
                f"the key {key_id} is wrapped under master key version {master}, which the master key file lacks: "
                "put that version back, or restart with the file the last rotation wrote"
            )
        nonce, cipher = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            secret = AESGCM(self.secrets[master]).decrypt(nonce, cipher, _about(key_id, version))
        except (InvalidTag, ValueError) as broken:
            raise Tampered(key_id, "the wrapped key (or this is not the vault's master key)") from broken
        return DataKey(key_id, version, secret)


def _about(key_id: str, version: int) -> bytes:
    return json.dumps([key_id, version], ensure_ascii=False, separators=(",", ":")).encode()
