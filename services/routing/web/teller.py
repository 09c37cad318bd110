"""What the notes of a step are told with."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.routing.web.seeing import Eyes
from shared.rules.rules import Rules

Notes = Sequence[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Teller:
    """What the notes of a step are told with."""

    eyes: Eyes
    rules: Rules

    def unit(self, code: str) -> str:
        known = self.rules.units.get(code)
        return known.short if known else code

    def item(self, code: str) -> str:
        known = self.rules.catalogue.get(code)
        return known.title if known else code
