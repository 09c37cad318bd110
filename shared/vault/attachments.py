"""Encrypted attachments, whole: named by the SHA-256 of their encrypted bytes, erased with their key.

Stored bytes: `HYA1` ‖ nonce(12) ‖ AES-256-GCM(data key, salt(32) ‖ content, AAD of the home). Without a name there is
no content to be had; a name stands in an entry and proves the bytes.
"""

from hashlib import sha256
from typing import BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, RowMapping, select

from shared.kernel.text import Home
from shared.vault.datakey import DataKey
from shared.vault.errors import Shredded, Tampered, TooLarge
from shared.vault.fields import NONCE_BYTES, SALT_BYTES, associated
from shared.vault.shredding import any_destroyed
from shared.vault.tables import attachments, insert_new

MAGIC = b"HYA1"
LARGEST = 20 * 1024 * 1024


class OpenedBytes(NamedTuple):
    """What an outsider may be given: the attachment's own salt (32 bytes) and its content."""

    salt: bytes
    content: bytes


class Deposited(NamedTuple):
    """`name`: SHA-256 (hex) of the encrypted bytes; `digest`: of salt ‖ content."""

    name: str
    digest: str


def content_of(source: bytes | BinaryIO, largest: int) -> bytes:
    """The bytes of the source; TooLarge, after reading at most one byte more, beyond `largest` bytes."""
    data = source if isinstance(source, bytes) else source.read(largest + 1)
    if len(data) > largest:
        raise TooLarge(largest)
    return data


def seal_bytes(key: DataKey, content: bytes, home: Home, salt: bytes, nonce: bytes) -> bytes:
    """The encrypted bytes. Pure; salt and nonce are fresh."""
    return MAGIC + nonce + AESGCM(key.secret).encrypt(nonce, salt + content, associated(home))


def unseal_bytes(key: DataKey, sealed: bytes, home: Home) -> OpenedBytes:
    """Salt and content; Tampered."""
    start = len(MAGIC) + NONCE_BYTES
    if not sealed.startswith(MAGIC):
        raise Tampered(key.id, "the form of an attachment")
    try:
        plain = AESGCM(key.secret).decrypt(sealed[len(MAGIC) : start], sealed[start:], associated(home))
    except (InvalidTag, ValueError) as broken:
        raise Tampered(key.id, "an attachment") from broken
    return OpenedBytes(plain[:SALT_BYTES], plain[SALT_BYTES:])


def digest_of(salt: bytes, content: bytes) -> str:
    """What an entry may state of the content, so that it can be checked without the key: SHA-256(salt ‖ content), hex."""
    return sha256(salt + content).hexdigest()


def name_of(sealed: bytes) -> str:
    """The attachment's name: SHA-256 of its encrypted bytes, in hex."""
    return sha256(sealed).hexdigest()


def keep(connection: Connection, key_id: str, sealed: bytes, home: Home, now: str) -> str:
    """Store encrypted bytes; their name. Shredded if the key went meanwhile."""
    if any_destroyed(connection, [key_id]):
        raise Shredded(key_id)
    place = {"subject": home.subject, "event": home.id, "path": home.path}
    row = {"name": name_of(sealed), "key": key_id, "size": len(sealed), "content": sealed, "created_at": now}
    insert_new(connection, attachments, [row | place])
    return name_of(sealed)


def fetch(connection: Connection, name: str) -> RowMapping | None:
    """The stored row of this name; None if there is none."""
    return connection.execute(select(attachments).where(attachments.c.name == name)).mappings().first()
