"""Canonical JSON of an entry: RFC 8785 for our restricted data.

Restricted data: objects with ASCII keys, arrays, text in NFC without surrogates, integers below 2^53, booleans, null.
For these, sorted keys and msgspec's text escapes are exactly RFC 8785 (proved in the tests against `rfc8785`).
Everything else is refused here, since msgspec would accept it: floats, larger integers, bytes, sets, dates, raw values.
"""

import unicodedata
from typing import Any

import msgspec

LARGEST = 60 * 1024
_INTEGER_LIMIT = 2**53
_encoder = msgspec.json.Encoder(order="sorted")


class NotCanonical(ValueError):
    """The value cannot stand in an entry; the message names the place."""


class EntryTooLarge(ValueError):
    """The entry is over 60 KiB: what is larger must be an attachment."""


def canonical(value: dict[str, Any]) -> bytes:
    """The canonical bytes of a checked object; NotCanonical or EntryTooLarge otherwise."""
    check(value, "")
    body = _encoder.encode(value)
    if len(body) > LARGEST:
        raise EntryTooLarge(f"an entry has at most {LARGEST} bytes, this one {len(body)}; make the text an attachment")
    return body


def decode(body: bytes) -> Any:
    """The object whose canonical bytes these are."""
    return msgspec.json.decode(body)


class _Envelope(msgspec.Struct):
    id: str
    prevhash: str = ""


_envelope = msgspec.json.Decoder(_Envelope)


def id_of(body: bytes) -> str:
    """The event id in an entry's bytes, without decoding the rest."""
    return _envelope.decode(body).id


def previous_of(body: bytes) -> str:
    """The hash (hex) that an entry names as the one before it, without decoding the rest."""
    return _envelope.decode(body).prevhash


def check(value: Any, place: str) -> None:
    """Nothing, or NotCanonical naming the place (`data.text`) of what may not stand in an entry."""
    kind = type(value)
    if kind is str:
        _check_text(value, place)
    elif kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                raise NotCanonical(f"{place}: keys are ASCII text, not {key!r}")
            check(item, f"{place}.{key}" if place else key)
    elif kind is list or kind is tuple:
        for index, item in enumerate(value):
            check(item, f"{place}.{index}")
    elif kind is int:
        if not -_INTEGER_LIMIT < value < _INTEGER_LIMIT:
            raise NotCanonical(f"{place}: integers stay below 2^53")
    elif value is not None and kind is not bool:
        raise NotCanonical(f"{place}: {kind.__name__} cannot stand in an entry")


def _check_text(value: str, place: str) -> None:
    if value.isascii():
        return
    if not unicodedata.is_normalized("NFC", value):
        raise NotCanonical(f"{place}: text is in Unicode normal form C")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical(f"{place}: text has a lone surrogate") from error
