"""How alike two short texts are, by the pairs of characters they share. Pure; compared in memory, nothing is kept."""

import unicodedata
from collections.abc import Iterable

ALIKE = 0.5
"""From here on two titles are likely about the same."""


def pairs(text: str) -> frozenset[str]:
    """Every two neighbouring letters or digits, as they are written in NFKC and small letters."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(one: str, other: str) -> float:
    """Dice's coefficient of the pairs: 0 nothing in common, 1 the same."""
    mine, theirs = pairs(one), pairs(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def spoken(words: Iterable[str], text: str) -> int:
    """How many of these words the text says."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return sum(unicodedata.normalize("NFKC", word).casefold() in plain for word in words if word.strip())
