"""Receipt codes: what an asker types to follow a case. Pure."""

import hmac
from hashlib import sha256

from shared.kernel.numbering import CROCKFORD, MISREAD

_LETTERS = 12


def receipt_code(secret: bytes, stream: str) -> str:
    """The receipt of a stream: 60 bits of an HMAC as `7K3Q-X0M2-VBPZ`; the same stream has the same receipt."""
    number = int.from_bytes(hmac.new(secret, stream.encode(), sha256).digest()[:8], "big") >> 4
    letters = "".join(CROCKFORD[(number >> shift) & 31] for shift in range(5 * (_LETTERS - 1), -5, -5))
    return "-".join(letters[start : start + 4] for start in range(0, _LETTERS, 4))


def read_receipt(typed: str) -> str:
    """The canonical spelling of what a person typed (blanks, dashes, lower case, O for 0, I and L for 1).

    ValueError with a sentence in Chinese if it is no receipt code.
    """
    plain = "".join(typed.split()).replace("-", "").upper().translate(MISREAD)
    if len(plain) != _LETTERS or any(letter not in CROCKFORD for letter in plain):
        raise ValueError("回执码应为 12 位字母数字，例如 7K3Q-X0M2-VBPZ")
    return "-".join(plain[start : start + 4] for start in range(0, _LETTERS, 4))
