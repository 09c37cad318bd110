"""What was filled in, as commands need it."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from services.routing.domain.work_order.traits import AXES, Axes, Traits
from shared.kernel.text import Text

Filled = Mapping[str, Any]


def text(filled: Filled, name: str) -> Text:
    """What was written, trimmed and in NFC."""
    return Text(unicodedata.normalize("NFC", filled[name]).strip())


def maybe(filled: Filled, name: str) -> Text | None:
    """The same, if anything was written."""
    return text(filled, name) if (filled.get(name) or "").strip() else None


def traits(filled: Filled) -> Traits:
    """Axes, difficulty, frequency and urgency as far as they were chosen."""
    axes = Axes(**{axis: filled.get(axis, "") for axis in AXES})
    return Traits(axes, filled.get("difficulty", ""), filled.get("frequent"), filled.get("urgent"))
