"""The body of `POST /add-checkpoint`: the size before, the proof from there, an empty line, the checkpoint."""

from base64 import b64encode
from collections.abc import Sequence
from typing import NamedTuple

from shared.proof.checkpoint import read_size
from shared.proof.keys import base64_bytes
from shared.proof.tree import HASH_BYTES
from shared.proof.unproven import Unproven

MOST_HASHES = 63
LARGEST_MESSAGE = 256 * 1024
"""Bytes; a checkpoint with a hundred signatures of its like is far below."""


class AddCheckpoint(NamedTuple):
    """`old` is the size that the witness cosigned last, `path` the consistency proof from there, `checkpoint` a note."""

    old: int
    path: Sequence[bytes]
    checkpoint: bytes

    def body(self) -> bytes:
        """As it is sent."""
        hashes = "".join(b64encode(hash_).decode() + "\n" for hash_ in self.path)
        return f"old {self.old}\n{hashes}\n".encode() + self.checkpoint


def read_message(body: bytes) -> AddCheckpoint:
    """What was sent; `Unproven` with code `witness.malformed` for anything else. The note is not opened here."""
    head, blank, checkpoint = body.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise _malformed("it begins with what is not ASCII") from None
    if not blank or not first.startswith("old "):
        raise _malformed("it has no line `old <size>`, or no empty line before the checkpoint")
    if len(lines) > MOST_HASHES:
        raise _malformed(f"more than {MOST_HASHES} hashes of proof")
    try:
        old = read_size(first[len("old ") :])
    except Unproven as wrong:
        raise _malformed(wrong.sentence) from None
    return AddCheckpoint(old, [_hash(line) for line in lines], checkpoint)


def _hash(line: str) -> bytes:
    hash_ = base64_bytes(line)
    if hash_ is None or len(hash_) != HASH_BYTES:
        raise _malformed(f"{line[:60]!r} is no hash in base64")
    return hash_


def _malformed(why: str) -> Unproven:
    return Unproven("witness.malformed", f"this asks a witness nothing: {why}")
