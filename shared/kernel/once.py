"""What is to be done once, however often it is sent: a key of the sender's, and what was asked under it."""

from hashlib import sha256
from typing import NamedTuple

BYTES = 8


class Once(NamedTuple):
    """`key` is the sender's Idempotency-Key, `of` a number below 2^63 that tells one request from another.

    The header and its rules: draft-ietf-httpapi-idempotency-key-header. A repetition is answered as the first was; the
    key with another request is refused, so that nobody takes for done what was not.
    """

    key: str
    of: int


def print_of(*parts: bytes) -> int:
    """A number that tells these parts from others: 63 bits of their SHA-256."""
    digest = sha256(b"".join(len(part).to_bytes(BYTES, "big") + part for part in parts)).digest()
    return int.from_bytes(digest[:BYTES], "big") >> 1
