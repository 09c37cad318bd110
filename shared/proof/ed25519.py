"""Ed25519 (RFC 8032, section 5.1.7) checked in plain Python: some milliseconds a signature; nothing secret is touched.

Strict, and the same answer everywhere: S must be below L, the key's and the signature's points in their one canonical
encoding, and the equation is the one without cofactor, R = S·B - k·A compared as bytes, as Go and OpenSSL do it. Of keys
that no honest key maker makes (not canonically encoded) those two accept a few which RFC 8032 refuses; so do we refuse.
"""

from __future__ import annotations

from hashlib import sha512
from typing import Optional

ED25519_KEY_BYTES = 32
ED25519_SIGNATURE_BYTES = 64

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)

_Point = tuple[int, int, int, int]
"""Extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, x·y = T/Z."""
_NEUTRAL: _Point = (0, 1, 1, 0)


def ed25519_verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature (64 bytes) over the message is that of the public key (32 bytes)."""
    if len(public) != ED25519_KEY_BYTES or len(signature) != ED25519_SIGNATURE_BYTES:
        return False
    point = _decoded(public)
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= _L:
        return False
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % _L
    return _encoded(_combined(s, k, _negated(point))) == signature[:32]


def is_ed25519_key(public: bytes) -> bool:
    """Whether these 32 bytes are the canonical encoding of a point of the curve."""
    return len(public) == ED25519_KEY_BYTES and _decoded(public) is not None


def _decoded(encoding: bytes) -> Optional[_Point]:
    number = int.from_bytes(encoding, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = _x_of(y) if y < _P else None
    if x is None or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


def _x_of(y: int) -> Optional[int]:
    """A root of (y² - 1)/(d·y² + 1), by one power as RFC 8032, section 5.1.3 says."""
    u, v = (y * y - 1) % _P, (_D * y * y + 1) % _P
    x = u * v**3 * pow(u * v**7, (_P - 5) // 8, _P) % _P
    if v * x * x % _P == u:
        return x
    x = x * _ROOT_OF_MINUS_ONE % _P
    return x if v * x * x % _P == u else None


def _encoded(point: _Point) -> bytes:
    inverse = pow(point[2], _P - 2, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _negated(point: _Point) -> _Point:
    return -point[0] % _P, point[1], point[2], -point[3] % _P


def _added(one: _Point, other: _Point) -> _Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _doubled(point: _Point) -> _Point:
    a, b = point[0] * point[0] % _P, point[1] * point[1] % _P
    h = a + b
    e, g = h - (point[0] + point[1]) ** 2, a - b
    f = 2 * point[2] * point[2] + g
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE = _decoded(_BASE_Y.to_bytes(32, "little")) or _NEUTRAL


def _combined(s: int, k: int, point: _Point) -> _Point:
    """s·B + k·point, both at once: one doubling for each bit."""
    both = (_NEUTRAL, _BASE, point, _added(_BASE, point))
    result = _NEUTRAL
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        result = _doubled(result)
        chosen = (s >> bit & 1) | (k >> bit & 1) << 1
        if chosen:
            result = _added(result, both[chosen])
    return result
