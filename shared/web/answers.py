"""What a view answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A template of the service (or of `shared/web/templates`) and its values."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Json:
    """A JSON document. Times become RFC 3339 in UTC, enums their values, dataclasses their fields."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class See:
    """303 to a page of ours after something was done; `said` is the code of the sentence shown there once."""

    path: str
    said: str = ""
