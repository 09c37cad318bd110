"""Signed notes (C2SP signed-note): a text and lines of signatures below it, opened with the keys one knows.

Errors are those of Go's `sumdb/note`: a signature of a known key that does not verify spoils the whole note, signatures
of unknown keys are kept aside, repeated ones are dropped. Base64 is taken in its canonical writing alone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shared.proof.keys import VerifierKey, base64_bytes, is_key_name
from shared.proof.unproven import Unproven

MOST_SIGNATURES = 100
LARGEST_NOTE = 1_000_000
"""Bytes; C2SP asks for 16 signatures of at most 5 kB to be taken."""
_DASH = "\u2014 "
_ID_BYTES = 4


class Signature(NamedTuple):
    """One line below the text; `body` is the signature without the key id."""

    name: str
    key_id: int
    body: bytes

    def line(self) -> str:
        """The line, with its newline."""
        content = self.key_id.to_bytes(_ID_BYTES, "big") + self.body
        return f"{_DASH}{self.name} {b64encode(content).decode()}\n"


class Note(NamedTuple):
    """The text with its last newline; the signatures of known keys (all good), and those nobody here can check."""

    text: str
    verified: tuple[Signature, ...]
    unverified: tuple[Signature, ...]

    def is_signed_by(self, key: VerifierKey) -> bool:
        """Whether the key's signature was found good."""
        return any((found.name, found.key_id) == (key.name, key.key_id) for found in self.verified)


def split_note(message: bytes) -> tuple[str, list[Signature]]:
    """Text and signatures, nothing checked but the form."""
    text, block = _halves(message)
    lines = block.split("\n")[:-1]
    if len(lines) > MOST_SIGNATURES:
        raise _malformed(f"more than {MOST_SIGNATURES} signatures")
    return text, [read_signature(line) for line in lines]


def _halves(message: bytes) -> tuple[str, str]:
    if len(message) > LARGEST_NOTE:
        raise _malformed(f"more than {LARGEST_NOTE} bytes")
    try:
        whole = message.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("not UTF-8") from None
    if any(character < " " and character != "\n" for character in whole):
        raise _malformed("a control character in it")
    text, blank, block = whole.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise _malformed("no signatures below the text")
    return text + "\n", block


def read_signature(line: str) -> Signature:
    """The signature of a line without its newline."""
    name, _, encoded = line[len(_DASH) :].partition(" ")
    content = base64_bytes(encoded)
    if not line.startswith(_DASH) or not is_key_name(name) or content is None or len(content) <= _ID_BYTES:
        raise _malformed(f"{line[:80]!r} is no line of a signature")
    return Signature(name, int.from_bytes(content[:_ID_BYTES], "big"), content[_ID_BYTES:])


def open_note(message: bytes, keys: Iterable[VerifierKey]) -> Note:
    """The note, if at least one of the keys has signed it and none of theirs is bad."""
    text, signatures = split_note(message)
    known = _by_name(keys)
    verified: dict[tuple[str, int], Signature] = {}
    unverified: dict[Signature, None] = {}
    for signature in signatures:
        whose = signature.name, signature.key_id
        if whose not in known:
            unverified[signature] = None
        elif whose not in verified:
            _check(signature, text, known[whose])
            verified[whose] = signature
    if not verified:
        raise Unproven("note.unverified", "none of the keys given has signed this note; is it the right key?")
    return Note(text, tuple(verified.values()), tuple(unverified))


def _by_name(keys: Iterable[VerifierKey]) -> dict[tuple[str, int], list[VerifierKey]]:
    known: dict[tuple[str, int], list[VerifierKey]] = {}
    for key in keys:
        known.setdefault((key.name, key.key_id), []).append(key)
    return known


def _check(signature: Signature, text: str, keys: Sequence[VerifierKey]) -> None:
    named = f"{signature.name}+{signature.key_id:08x}"
    if len(keys) > 1:
        raise Unproven("note.ambiguous_key", f"the key {named} was given more than once; give each key once")
    if not keys[0].verifies(text.encode(), signature.body):
        raise Unproven("note.bad_signature", f"the signature of {named} is not over this text: it was altered")


def write_note(text: str, signatures: Iterable[Signature]) -> bytes:
    """The text with these signatures below it."""
    lines = "".join(signature.line() for signature in signatures)
    message = f"{text}\n{lines}".encode()
    if split_note(message)[0] != text:
        raise _malformed("a text that does not end in a newline")
    return message


def _malformed(why: str) -> Unproven:
    return Unproven("note.malformed", f"this is no signed note: {why}")
