"""What routing keeps of the appeal that intake received. Closed fields keep their home in intake."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from shared.kernel.text import Private


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks and on what terms. `source_due_at` is the source's own due time for the answer;
    `callback_by` is `us` or `source`; `name` and `phone` are under the asker's key.
    `confidential`: the unit must not see who asks, so it contacts nobody."""

    kind: str = ""
    source: str = ""
    source_due_at: datetime | None = None
    callback_by: str = "us"
    urgent: bool = False
    asker: str = ""
    anonymous: bool = False
    name: Private | None = None
    phone: Private | None = None
    confidential: bool = False

    @property
    def reachable(self) -> bool:
        """Whether there is anybody the unit may contact, and a number to do it by."""
        return not self.anonymous and not self.confidential and self.phone is not None


NOBODY = Asking()
"""Before the order is opened."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with the appeal: intake keeps it and gives it out. `hash` names it there, `size` are bytes."""

    name: Private
    hash: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(Asking):
    """The appeal whole, as an officer must see it."""

    title: Private
    text: Private
    enterprise: Private | None = None
    attachments: tuple[File, ...] = ()


def asking_of(appeal: Asking) -> dict[str, Any]:
    """The fields of `Asking`, by name."""
    return {field.name: getattr(appeal, field.name) for field in fields(Asking)}


def appeal_of(appeal: Appeal) -> dict[str, Any]:
    """The fields of `Appeal`, by name."""
    return {field.name: getattr(appeal, field.name) for field in fields(Appeal)}
