"""Making signatures: the one module here that needs `cryptography`. Nothing that checks imports it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.proof.cosignature import Cosignature, cosigned_message
from shared.proof.keys import COSIGNS, SIGNS, VerifierKey, new_verifier_key, split_key
from shared.proof.note import Signature, write_note
from shared.proof.unproven import Unproven

_PREFIX = "PRIVATE+KEY+"
SEED_BYTES = 32


class Signer(Protocol):
    """Who signs notes: a key in a file, or a device that never gives its key away."""

    @property
    def name(self) -> str:
        """The key's name; a log's is its origin."""

    @property
    def key_id(self) -> int:
        """The id of the public half."""

    def sign(self, text: bytes) -> bytes:
        """The signature over the note's text, without the key id."""


class SecretKey:
    """A key of a log (`SIGNS`) or of a witness (`COSIGNS`), out of its 32 secret bytes."""

    def __init__(self, name: str, kind: int, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise Unproven("key.malformed", f"the secret key of {name} has not 32 bytes")
        self._seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: VerifierKey = new_verifier_key(name, kind, self._key.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        return f"SecretKey({self.public.text()})"

    @property
    def name(self) -> str:
        """The key's name."""
        return self.public.name

    @property
    def key_id(self) -> int:
        """The id of the public half."""
        return self.public.key_id

    def text(self) -> str:
        """The line of a key file, secret."""
        content = bytes([self.public.kind]) + self._seed
        return f"{_PREFIX}{self.name}+{self.key_id:08x}+{b64encode(content).decode()}"

    def sign(self, text: bytes) -> bytes:
        """A log's signature over the text."""
        if self.public.kind != SIGNS:
            raise Unproven("key.wrong_type", f"{self.name} is a witness's key: it cosigns, with a time")
        return self._key.sign(text)

    def cosigning(self, time: int) -> Signer:
        """The witness at this time (seconds since 1970), as one who signs."""
        if self.public.kind != COSIGNS:
            raise Unproven(
                "key.wrong_type", f"{self.name} is a log's key; make a witness its own: huying witness keygen"
            )
        return _Cosigning(self.public, self._key, time)


class _Cosigning(NamedTuple):
    public: VerifierKey
    key: Ed25519PrivateKey
    time: int

    @property
    def name(self) -> str:
        return self.public.name

    @property
    def key_id(self) -> int:
        return self.public.key_id

    def sign(self, text: bytes) -> bytes:
        return Cosignature(self.time, self.key.sign(cosigned_message(self.time, text))).body()


def read_secret_key(text: str) -> SecretKey:
    """The key out of its line `PRIVATE+KEY+<name>+<key id>+<base64>`."""
    if not text.startswith(_PREFIX):
        raise Unproven("key.malformed", "this is no secret key; one begins with PRIVATE+KEY+")
    name, key_id, kind, seed = split_key(text[len(_PREFIX) :])
    key = SecretKey(name, kind, seed)
    if key.key_id != key_id:
        raise Unproven("key.wrong_id", f"the id in the secret key of {name} is not that of its content; copy it again")
    return key


def signed(text: str, signers: Iterable[Signer]) -> list[Signature]:
    """A signature of each over the text of a note."""
    return [Signature(signer.name, signer.key_id, signer.sign(text.encode())) for signer in signers]


def sign_note(text: str, signers: Iterable[Signer]) -> bytes:
    """The note: this text with a signature of each."""
    return write_note(text, signed(text, signers))
