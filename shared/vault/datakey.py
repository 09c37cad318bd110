"""A data key: 256 random bits for one asker, case or discipline matter. Pure.

The data key itself encrypts; `same` tags are made under a subkey of it (HKDF-SHA-256, RFC 5869), so that neither
use says anything about the other.
"""

import hmac
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 32
_SAME = b"huying/same/1"


@dataclass(frozen=True, slots=True)
class DataKey:
    """`id` such as `asker/<id>`, `version` from 1, `secret` 32 bytes."""

    id: str
    version: int
    secret: bytes = field(repr=False)


def normalised(value: str) -> str:
    """The form in which two texts are compared: NFC, any newline as a line feed, trimmed."""
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()


def same_tag(key: DataKey, value: str) -> str:
    """HMAC-SHA-256 (hex) of the normalised text under the key's subkey: equal texts of one asker have equal tags."""
    subkey = HKDF(algorithm=SHA256(), length=SECRET_BYTES, salt=None, info=_SAME).derive(key.secret)
    return hmac.new(subkey, normalised(value).encode(), sha256).hexdigest()
