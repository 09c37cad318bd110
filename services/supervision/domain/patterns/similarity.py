"""Near-duplicate texts by keyed signatures: HMAC'd shingles, MinHash. Nothing of a text can be read off its signature.

Broder, On the resemblance and containment of documents (1997): the share of equal places estimates Jaccard's index.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

SHINGLE = 4
PLACES, BANDS = 64, 16
ROWS = PLACES // BANDS
_PRIME = (1 << 61) - 1
_BLANK = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """The text without blanks and signs."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).casefold()


def signature(key: bytes, text: str) -> tuple[int, ...]:
    """64 places; empty for a text shorter than a shingle."""
    plain = letters(text)
    shingles = {plain[start : start + SHINGLE] for start in range(len(plain) - SHINGLE + 1)}
    hashes = [_number(key, shingle) for shingle in shingles]
    if not hashes:
        return ()
    return tuple(min((a * one + b) % _PRIME for one in hashes) for a, b in _permutations(key))


def similar(one: Sequence[int], other: Sequence[int]) -> int:
    """Per cent of equal places; 0 where either has none."""
    if not one or len(one) != len(other):
        return 0
    return 100 * sum(a == b for a, b in zip(one, other, strict=True)) // len(one)


def bands(places: Sequence[int]) -> tuple[str, ...]:
    """Texts that share a band are worth comparing."""
    cut = [places[start : start + ROWS] for start in range(0, len(places), ROWS)]
    return tuple(hashlib.sha256(repr((index, tuple(part))).encode()).hexdigest()[:16] for index, part in enumerate(cut))


def _number(key: bytes, shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), key=key, digest_size=8).digest()) % _PRIME


def _permutations(key: bytes) -> Sequence[tuple[int, int]]:
    drawn = (
        hashlib.blake2b(f"permutation {place}".encode(), key=key, digest_size=16).digest() for place in range(PLACES)
    )
    return [(int.from_bytes(one[:8]) % (_PRIME - 1) + 1, int.from_bytes(one[8:]) % _PRIME) for one in drawn]
