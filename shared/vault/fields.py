"""The form of a closed field, settled for ever. Pure: salt and nonce are given.

cipher = AES-256-GCM(data key, nonce, salt(32) ‖ value in UTF-8, AAD), digest = SHA-256(salt ‖ value) in hex,
AAD = canonical JSON (RFC 8785) of [subject, event id, field path]. Salt and value of one field can be given to an
outsider, who checks them against the public digest; no key is given away.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from hmac import compare_digest
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.kernel.text import Closed, Home, Text
from shared.vault.datakey import DataKey, same_tag
from shared.vault.errors import Tampered

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
SALT_BYTES = 32
NONCE_BYTES = 12


class Opened(NamedTuple):
    """What an outsider may be given: the field's own salt (32 bytes) and its value."""

    salt: bytes
    value: str


def associated(home: Home) -> bytes:
    """The bytes that are authenticated with a field: where it was closed for."""
    return _json([home.subject, home.id, home.path]).encode()


def seal(key: DataKey, text: Text, home: Home, salt: bytes, nonce: bytes) -> Closed:
    """Close `text`. `salt` (32 bytes) and `nonce` (12 bytes) must be fresh and random; ValueError if misshapen."""
    if len(salt) != SALT_BYTES or len(nonce) != NONCE_BYTES:
        raise ValueError("a field needs a salt of 32 and a nonce of 12 bytes")
    plain = salt + text.value.encode()
    cipher = AESGCM(key.secret).encrypt(nonce, plain, associated(home))
    same = same_tag(key, text.value) if text.compare else None
    return Closed(key.id, key.version, encode(nonce), encode(cipher), sha256(plain).hexdigest(), home, same)


def unseal(key: DataKey, closed: Closed) -> Opened:
    """Open what `seal` closed; Tampered if any part of it, its home included, is not what was written."""
    if (key.id, key.version) != (closed.key, closed.version):
        raise Tampered(closed.key, "the key version of a field")
    try:
        plain = AESGCM(key.secret).decrypt(decode(closed.nonce), decode(closed.cipher), associated(closed.home))
        opened = Opened(plain[:SALT_BYTES], plain[SALT_BYTES:].decode())
    except (InvalidTag, ValueError) as broken:
        raise Tampered(closed.key, "a field") from broken
    if not digest_matches(closed, *opened):
        raise Tampered(closed.key, "the digest of a field")
    if closed.same is not None and not _equal(closed.same, same_tag(key, opened.value)):
        raise Tampered(closed.key, "the comparison tag of a field")
    return opened


def digest_matches(closed: Closed, salt: bytes, value: str) -> bool:
    """Whether this salt and value are what the closed field holds: an outsider's check, without any key."""
    return len(salt) == SALT_BYTES and _equal(closed.digest, sha256(salt + value.encode()).hexdigest())


def encode(data: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes that `encode` wrote; ValueError for any other spelling of them."""
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except NotBase64 as broken:
        raise ValueError("not base64url") from broken
    if encode(data) != text:
        raise ValueError("not canonical base64url")
    return data


def _equal(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())
