"""Receipts (回执): what a gateway tells afterwards, and how we know that it is the gateway. Pure but for the secret's file."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.notify.domain.delivery.commands import DELIVERED, FAILED, OUTCOMES, READ
from services.notify.gateways.secret import secret_of
from shared.kernel.times import unstamp
from shared.rules.entry import Entry

SHORTEST = 20
KEYS = ("secret", "secret_file", "id", "outcome", "at", "delivered", "failed", "read")


class ReceiptUnreadable(ValueError):
    """A receipt names no message of ours, or an outcome that the settings do not know."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`delivery` without the number of its renewal; `happened` None where the gateway does not say when."""

    delivery: str
    outcome: str
    happened: datetime | None


@dataclass(frozen=True, slots=True)
class Receipts:
    """`id`, `outcome` and `at` are the places of these values in the JSON; `words` what the gateway calls an outcome."""

    secret: str = field(repr=False)
    id: tuple[str, ...] = ("id",)
    outcome: tuple[str, ...] = ("outcome",)
    at: tuple[str, ...] = ("at",)
    words: Mapping[str, str] = field(default_factory=lambda: {one: one for one in OUTCOMES})

    def known(self, shown: str) -> bool:
        """Whether the secret that was shown is ours."""
        return hmac.compare_digest(self.secret.encode(), shown.encode())

    def read(self, document: Any) -> Receipt:
        """One receipt; ReceiptUnreadable."""
        id_, word, at = (found(document, place) for place in (self.id, self.outcome, self.at))
        outcome = self.words.get(word, "")
        if not id_ or not outcome:
            raise ReceiptUnreadable
        try:
            happened = unstamp(at) if at else None
        except (ValueError, OverflowError):
            happened = None
        return Receipt(id_.partition(".")[0], outcome, happened)


def found(document: Any, place: tuple[str, ...]) -> str:
    """The text or number at a place; "" where there is none."""
    for name in place:
        document = document.get(name) if isinstance(document, Mapping) else None
    return str(document) if isinstance(document, str | int) and not isinstance(document, bool) else ""


def receipts_from(entry: Entry) -> Receipts | None:
    """`{secret | secret_file, id, outcome, at, delivered: [], failed: [], read: []}`; None where nothing is said."""
    if not entry.content:
        return None
    entry.only(*KEYS)
    secret = secret_of(entry, "secret")
    if len(secret) < SHORTEST:
        entry.fault(f"“secret”至少 {SHORTEST} 个字符，可用 openssl rand -hex 24 生成")
    words = {word: outcome for outcome in (DELIVERED, FAILED, READ) for word in entry.texts(outcome) or (outcome,)}
    return Receipts(secret, _place(entry, "id"), _place(entry, "outcome"), _place(entry, "at"), words)


def _place(entry: Entry, name: str) -> tuple[str, ...]:
    return tuple(entry.text(name, name).split("."))
