"""What leaves the house, and how a gateway says that it did not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

ASKER, UNIT, SOURCE = "asker", "unit", "source"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, open: it lives in memory for the moment of sending alone.

    `id` is the delivery's id, the same at every attempt; after a person had it sent again, `<id>.2` and so on, which is
    another message. `version` is the hash of the template it was made from. `to` is `asker`, `unit` or `source`; `whose` the asker's id,
    the unit's code or the source's name. `address` is a phone number, a mail address or an open id, "" where a
    gateway needs none. `facts` are clear values for machines (write-back).
    """

    id: str
    channel: str
    to: str
    whose: str
    case_no: str
    at: datetime
    address: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    facts: Mapping[str, str | int | bool | None] = field(default_factory=dict, repr=False)
    version: str = ""


class Failed(Exception):
    """Not sent. `code` is short, stable and tells nobody's data; `retry_after` is what the other side asked for.

    `final`: trying again would change nothing. `maybe`: it may even have been sent, since the answer was never heard; where
    the other side knows a message by its id that is harmless.
    `down`: it is the gateway's trouble, so other messages would fare no better at this moment.
    """

    def __init__(
        self,
        code: str,
        retry_after: timedelta | None = None,
        *,
        final: bool = False,
        down: bool = False,
        maybe: bool = False,
    ) -> None:
        super().__init__(code)
        self.code, self.retry_after, self.final, self.down, self.maybe = code, retry_after, final, down, maybe


class Gateway(Protocol):
    """A way out. `blocking` says that it waits for a disk, which the process must not do with it."""

    @property
    def blocking(self) -> bool:
        """Whether sending is to be done in a thread of its own."""

    @property
    def deduplicates(self) -> bool:
        """Whether the same id twice is one message for whoever receives it."""

    def send(self, message: Outgoing) -> None:
        """Send, or raise Failed."""
