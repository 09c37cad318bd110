"""A witness's signature on a checkpoint, with its time: `cosignature/v1` of C2SP tlog-cosignature."""

from __future__ import annotations

from typing import NamedTuple

from shared.proof.ed25519 import ED25519_SIGNATURE_BYTES, ed25519_verifies
from shared.proof.unproven import Unproven

LATEST_COSIGNATURE = 2**63 - 1
_TIME_BYTES = 8


class Cosignature(NamedTuple):
    """`time` is in seconds since 1970: as of then the checkpoint was the largest that the witness had seen."""

    time: int
    signature: bytes

    def body(self) -> bytes:
        """What stands behind the key id in the signature's line."""
        return self.time.to_bytes(_TIME_BYTES, "big") + self.signature


def cosigned_message(time: int, text: bytes) -> bytes:
    """What a witness signs: two lines of its own, then the checkpoint's text, its last newline included."""
    return b"cosignature/v1\ntime %d\n" % time + text


def read_cosignature(body: bytes) -> Cosignature:
    """Time and signature out of what stands behind the key id."""
    time = int.from_bytes(body[:_TIME_BYTES], "big")
    if len(body) != _TIME_BYTES + ED25519_SIGNATURE_BYTES or time > LATEST_COSIGNATURE:
        raise Unproven("cosignature.malformed", "a cosignature is a time below 2^63 and 64 bytes of signature")
    return Cosignature(time, body[_TIME_BYTES:])


def cosignature_verifies(public: bytes, text: bytes, body: bytes) -> bool:
    """Whether this is the cosignature of the witness's public key over the checkpoint's text."""
    try:
        cosignature = read_cosignature(body)
    except Unproven:
        return False
    return ed25519_verifies(public, cosigned_message(cosignature.time, text), cosignature.signature)
