"""Blind tags: what must be found again (phone, name, credit code) as an HMAC, never as itself. Pure."""

import hmac
import unicodedata
from collections.abc import Callable, Mapping
from hashlib import sha256

from shared.kernel.phone import plain_phone


def plain_name(value: str) -> str:
    """A person's or enterprise's name without blanks; full-width letters and brackets as ordinary ones."""
    return "".join(unicodedata.normalize("NFKC", value).split()).casefold()


def plain_credit_code(value: str) -> str:
    """A 统一社会信用代码 in capitals, without blanks and dashes."""
    return "".join(unicodedata.normalize("NFKC", value).replace("-", "").split()).upper()


NORMALISE: Mapping[str, Callable[[str], str]] = {
    "phone": plain_phone,
    "name": plain_name,
    "credit_code": plain_credit_code,
}


def blind_tag(secret: bytes, kind: str, value: str) -> str:
    """The tag (HMAC-SHA-256, hex) of a value of kind `phone`, `name`, `credit_code`; ValueError if nothing is left."""
    if kind not in NORMALISE:
        raise ValueError(f"the blind index has no kind {kind!r}")
    plain = NORMALISE[kind](value)
    if not plain:
        raise ValueError(f"an empty {kind} has no tag")
    return keyed(secret, kind, plain)


def keyed(secret: bytes, *parts: str) -> str:
    """HMAC-SHA-256 (hex) over the parts, each preceded by its length, so that no two lists of parts look alike."""
    message = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts))
    return hmac.new(secret, message, sha256).hexdigest()
