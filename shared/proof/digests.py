"""The hash algorithms there are, by the names that leaves, bundles and manifests give them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from shared.proof.unproven import Unproven

SHA_256 = "sha-256"
SM3 = "sm3"


def _sha_256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sm3(data: bytes) -> bytes:
    try:
        return hashlib.new("sm3", data).digest()
    except ValueError:  # OpenSSL may be built without it
        raise Unproven("digest.unavailable", "this machine's OpenSSL has no SM3; check on one that has") from None


DIGESTS: dict[str, Callable[[bytes], bytes]] = {SHA_256: _sha_256, SM3: _sm3}
"""A new algorithm is a new name here; a published name never changes its meaning."""


def digest(name: str, data: bytes) -> bytes:
    """The hash of the bytes by the algorithm of this name; `Unproven` for a name that is not known."""
    algorithm = DIGESTS.get(name)
    if algorithm is None:
        raise Unproven("digest.unknown", f"the hash algorithm {name!r} is not known here; known are {sorted(DIGESTS)}")
    return algorithm(data)
