"""Keys of signed notes in their text format: `<name>+<key id, 8 hex digits>+<base64 of type byte and key>`."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple, Optional

from shared.proof.cosignature import cosignature_verifies
from shared.proof.ed25519 import ED25519_KEY_BYTES, ed25519_verifies
from shared.proof.unproven import Unproven

SIGNS = 0x01
"""The type of a key that signs the note's text itself with Ed25519: a log's."""
COSIGNS = 0x04
"""The type of a witness's key (`cosignature/v1`)."""

_VERIFIES: dict[int, Callable[[bytes, bytes, bytes], bool]] = {SIGNS: ed25519_verifies, COSIGNS: cosignature_verifies}
"""A new kind of signature (such as SM2) is a new type here."""
_KEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)")


class VerifierKey(NamedTuple):
    """`key_id` is a number below 2^32, `public` the 32 bytes of an Ed25519 key."""

    name: str
    key_id: int
    kind: int
    public: bytes

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether `signature` (without key id) is this key's over the note's text."""
        return _VERIFIES[self.kind](self.public, text, signature)

    def text(self) -> str:
        """The key as it is given to others."""
        return f"{self.name}+{self.key_id:08x}+{b64encode(bytes([self.kind]) + self.public).decode()}"


def is_key_name(name: str) -> bool:
    """Not empty, no space of any kind, no plus, nothing that UTF-8 cannot write."""
    is_text = all(not "\ud800" <= character <= "\udfff" for character in name)
    return bool(name) and "+" not in name and is_text and not any(character.isspace() for character in name)


def key_id_of(name: str, kind: int, public: bytes) -> int:
    """The first four bytes of SHA-256 over name, newline, type and key."""
    return int.from_bytes(sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4], "big")


def new_verifier_key(name: str, kind: int, public: bytes) -> VerifierKey:
    """The key under this name, with its id."""
    if not is_key_name(name):
        raise Unproven("key.malformed", f"{name!r} is no name for a key: it must have no spaces and no plus sign")
    if kind not in _VERIFIES:
        raise Unproven("key.unknown_type", f"signatures of type {kind:#04x} cannot be checked here")
    if len(public) != ED25519_KEY_BYTES:
        raise Unproven("key.malformed", f"a key of {name} has not 32 bytes")
    return VerifierKey(name, key_id_of(name, kind, public), kind, public)


def read_verifier_key(text: str) -> VerifierKey:
    """The key out of its text; `Unproven` for anything that is not exactly one."""
    name, key_id, kind, public = split_key(text)
    key = new_verifier_key(name, kind, public)
    if key.key_id != key_id:
        raise Unproven("key.wrong_id", f"the id in the key of {name} is not that of its content; copy it again")
    return key


def split_key(text: str) -> tuple[str, int, int, bytes]:
    """Name, id, type and content out of a key's text."""
    match = _KEY.fullmatch(text)
    content = base64_bytes(match[3]) if match else None
    if match is None or not content or not is_key_name(match[1]):
        raise Unproven("key.malformed", "this is no key; one looks like name+0123abcd+A…")
    return match[1], int(match[2], 16), content[0], content[1:]


def base64_bytes(text: str) -> Optional[bytes]:
    """The bytes of canonical standard base64 (RFC 4648, section 4): each has one writing. None for any other text."""
    try:
        content = b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        return None
    return content if b64encode(content).decode() == text else None
