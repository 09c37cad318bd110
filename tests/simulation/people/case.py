"""A case as the people of a simulation know it: by its place in the script."""

from dataclasses import dataclass

from services.intake.domain.appeal.commands import appeal_stream


@dataclass(frozen=True, slots=True)
class Case:
    """`slot` counts from 0; `source` is a feed or a channel."""

    slot: int
    source: str

    @property
    def number(self) -> str:
        """Its number at the source."""
        return f"S{self.slot:03}"

    @property
    def stream(self) -> str:
        """Of its appeal."""
        return appeal_stream(self.source, self.number)
