"""The canonical JSON of a part of the rules, and its hash: the same content always has the same bytes."""

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

LARGEST_PART = 50 * 1024
"""Bytes of canonical JSON one part may have: it travels as the text of one entry of at most 60 KiB."""

LARGEST_NUMBER = 2**53 - 1


def canonical(content: object) -> str:
    """RFC 8785 for our restricted data: sorted ASCII keys, no floats, integers within 2^53, NFC text.

    ValueError with a sentence for anything else.
    """
    return json.dumps(_plain(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(content: object) -> str:
    """SHA-256, in lower-case hex, of the canonical JSON."""
    return hash_of(canonical(content))


def hash_of(text: str) -> str:
    """The same of the canonical JSON itself."""
    return sha256(text.encode()).hexdigest()


def size(content: object) -> int:
    """Bytes the content takes as a text inside an entry, where quotes and backslashes are escaped."""
    return size_of(canonical(content))


def size_of(text: str) -> int:
    """The same of the canonical JSON itself."""
    return len(json.dumps(text, ensure_ascii=False).encode())


def _plain(value: object) -> object:
    match value:
        case None | bool():
            return value
        case int() if abs(value) <= LARGEST_NUMBER:
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case Mapping():
            return {_key(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            raise ValueError(f"规则内容里不能有 {value!r}：只用文字、整数、是否、列表和对照表")


def _key(key: object) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise ValueError(f"规则内容里的键 {key!r} 应为英文或数字的文字")
    return key
