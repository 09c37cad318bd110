"""Phone numbers: one form, so that two of them can be compared however they were typed. Pure."""

import re
import unicodedata
from dataclasses import replace

from shared.kernel.text import Text

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_CHINA = re.compile(r"(?:\+|00)86(?=[0-9])")
_NOTHING_BUT_A_NUMBER = re.compile(r"[0-9+()\s.-]*")


def plain_phone(value: str) -> str:
    """A phone number without spaces, dashes, brackets and the country's +86; a fixed line keeps its leading 0."""
    kept = re.sub(r"[^0-9+]", "", unicodedata.normalize("NFKC", value))
    if country := _CHINA.match(kept):
        national = kept[country.end() :]
        return national if _MOBILE.fullmatch(national) or national.startswith("0") else f"0{national}"
    return kept[2:] if kept.startswith("86") and _MOBILE.fullmatch(kept[2:]) else kept


def dialled(text: Text) -> Text:
    """The number in its one form, with a tag to compare it by; what says more than a number stays as it was typed."""
    bare = _NOTHING_BUT_A_NUMBER.fullmatch(unicodedata.normalize("NFKC", text.value))
    return replace(text, value=plain_phone(text.value) if bare else text.value, compare=True)
