"""Checkpoints (C2SP tlog-checkpoint): the signed statement of a log that its tree of this size has this root."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from typing import NamedTuple

from shared.proof.keys import SIGNS, VerifierKey, base64_bytes
from shared.proof.note import Note, open_note
from shared.proof.tree import EMPTY_ROOT, HASH_BYTES, LARGEST_SIZE
from shared.proof.unproven import Unproven

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,19}", re.ASCII)


class Checkpoint(NamedTuple):
    """`origin` names the log; `root` is over its first `size` leaves. Extension lines mean nothing to us."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The lines that are signed, with the last newline."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions)
        return "".join(line + "\n" for line in lines)


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint out of a note's text."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() != "" or not all(lines):
        raise Unproven("checkpoint.malformed", "a checkpoint has three lines or more, none of them empty")
    root = base64_bytes(lines[2])
    if root is None or len(root) != HASH_BYTES:
        raise Unproven("checkpoint.malformed", "the third line of a checkpoint is the base64 of a hash of 32 bytes")
    size = read_size(lines[1])
    if size == 0 and root != EMPTY_ROOT:
        raise Unproven("checkpoint.empty_root", "a tree without leaves has another root")
    return Checkpoint(lines[0], size, root, tuple(lines[3:]))


def read_size(text: str) -> int:
    """A number of leaves in decimal: no sign, no leading zero, below 2^64."""
    if _DECIMAL.fullmatch(text) is None or int(text) > LARGEST_SIZE:
        raise Unproven("checkpoint.malformed", f"{text[:40]!r} is no number of leaves")
    return int(text)


def open_checkpoint(message: bytes, keys: Iterable[VerifierKey]) -> tuple[Checkpoint, Note]:
    """The checkpoint and its note, if one of the keys is the log's own (named as the origin) and has signed it.

    `keys` may hold witnesses' keys too: whose signatures are good stands in the note.
    """
    known = list(keys)
    note = open_note(message, known)
    checkpoint = read_checkpoint(note.text)
    logs = (key for key in known if key.kind == SIGNS and key.name == checkpoint.origin)
    if not any(note.is_signed_by(key) for key in logs):
        raise Unproven(
            "checkpoint.not_the_logs", f"no key given of {checkpoint.origin} itself has signed this checkpoint"
        )
    return checkpoint, note
