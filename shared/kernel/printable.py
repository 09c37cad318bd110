"""Text as documents can hold it: XML 1.0 (2.2, Characters) has no place for most control characters."""

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
REPLACEMENT = "\ufffd"


def printable(text: str) -> str:
    """The same text, with U+FFFD in place of each character that a Word or Excel document cannot hold."""
    return UNPRINTABLE.sub(REPLACEMENT, text)
