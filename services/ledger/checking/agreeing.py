"""A page of rows at once: whether all of them say what their bytes say. Column by column, for a row alone costs twice as much.

The answer is yes or no; who is told no looks at every row by itself (`naming`).
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import msgspec
from msgspec.structs import astuple

from services.ledger.checking.seen import Subjects

SEQUENCE_DIGITS, TIME_LENGTH = 20, len("2026-11-24 04:00:00.000000")
ONE_LENGTH = {TIME_LENGTH}


class _Said(msgspec.Struct, gc=False):
    """What must agree with the row; the rest of an entry is skipped, but must be JSON."""

    prevhash: str
    recordedtime: str
    sequence: str
    source: str
    streamid: str
    streamversion: int
    subject: str
    type: str


_decode = msgspec.json.Decoder(_Said).decode


def agreed(
    source: str, rows: Sequence[Any], first: int, previous: str, subjects: Subjects
) -> tuple[list[bytes], list[int]] | None:
    """Digests and numbers of the subjects of a log's rows (`rows.OWN`), of which there is one at least.

    None unless all of them stand from position `first` on, chained to the hash (hex) before, with columns that agree.
    """
    positions, bodies, hashes, streams, versions, types, about, partitions, times = zip(*rows, strict=True)
    try:
        chained, stamps, sequences, sources, *said = zip(*map(astuple, map(_decode, bodies)), strict=True)
        digests = [sha256(body).digest() for body in bodies]
        good = (
            said == [streams, versions, about, types]
            and hashes == tuple(digests)
            and chained == (previous, *[digest.hex() for digest in digests[:-1]])
            and positions == tuple(range(first, first + len(rows)))
            and sources.count(source) == len(rows)
            and _are_numbers(sequences, positions)
            and _are_times(stamps, times)
        )
        if good:
            numbers = subjects.numbers(about)
            return (digests, numbers) if partitions == subjects.partitions(numbers) else None
    except (TypeError, ValueError, RecursionError):
        pass  # no entry, or a value of a type that the column should not hold
    return None


def alike(copies: Sequence[Any], rows: Sequence[Any]) -> bool:
    """Whether the ledger's copies (`rows.COPY`) are these rows, of which at least as many are there; theirs agree."""
    positions, bodies, hashes, _, _, types, about, *_ = zip(*rows[: len(copies)], strict=True)
    return list(zip(*copies, strict=True)) == [positions, bodies, hashes, types, about]


def _are_numbers(texts: Sequence[str], positions: Sequence[int]) -> bool:
    """Whether the texts are the positions, twenty digits each."""
    return set(map(len, texts)) == {SEQUENCE_DIGITS} and "".join(texts) == "%020d" * len(positions) % positions


def _are_times(stamps: Sequence[str], stored: Sequence[str]) -> bool:
    """Whether `YYYY-MM-DDTHH:MM:SS.ffffffZ` are the stored `YYYY-MM-DD HH:MM:SS.ffffff`: all in one text, place by place."""
    if set(map(len, stored)) != ONE_LENGTH or set(map(len, stamps)) != {TIME_LENGTH + 1}:
        return False
    text = "Z\n".join(stored) + "Z"
    gaps = text[10 :: TIME_LENGTH + 2]
    return gaps == " " * text.count(" ") and text.replace(" ", "T") == "\n".join(stamps)
