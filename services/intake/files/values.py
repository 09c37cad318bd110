"""What is read from a hotline's file: rows as they stand, orders as we understand them, rows that must be mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A cell that cannot be taken: `code` as in `sentences.py`, `text` what stands in the file."""

    code: str
    text: str = field(default="", repr=False)


Cell = str | int | float | bool | datetime | Spoiled | None
"""A datetime without a zone is Asia/Shanghai; text is as in the file, undecodable bytes as lone surrogates."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as a person counts it: the header's line is 1, blank rows count, a row with line breaks is one."""

    number: int
    cells: Mapping[str, Cell] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Order:
    """One message of a feed. Times are UTC; text is NFC, with one kind of line break, trimmed: what is compared later is this.

    `message` is `new`, `urge`, `supplement`, `callback-result`, `redo` or `cancel`; `place` a division code or "".
    `answer` and `answered_at` are for `--history`. Personal data is left out of the repr.
    """

    row: int
    message: str
    source_no: str
    kind: str
    title: str = field(repr=False)
    text: str = field(repr=False)
    asked_at: datetime | None = None
    user: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    enterprise: str | None = field(default=None, repr=False)
    credit_code: str | None = field(default=None, repr=False)
    place: str = ""
    urgent: bool = False
    source_due_at: datetime | None = None
    answer: str | None = field(default=None, repr=False)
    answered_at: datetime | None = None
    contacted: bool | None = None
    resolved: bool | None = None
    satisfied: bool | None = None
    remark: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that is put aside: `reason` is a Chinese sentence without personal data, `raw` the row as it stands."""

    row: int
    code: str
    reason: str
    raw: Mapping[str, str] = field(default_factory=dict, repr=False)


class Unreadable(Exception):
    """The file as a whole cannot be read; the message is a Chinese sentence that says what to do."""
