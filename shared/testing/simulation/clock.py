"""Time and identifiers of a simulated world: both come from the seed alone."""

from datetime import datetime, timedelta


class VirtualClock:
    """Stands still until it is moved; never goes back."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The present, in UTC."""
        return self.at

    def pass_by(self, span: timedelta) -> None:
        """So much time passes."""
        self.at += span

    def forward(self, at: datetime) -> None:
        """It is this time now; a time that has passed changes nothing."""
        self.at = max(self.at, at)


class Ids:
    """Identifiers in the shape of UUIDv7, counted instead of drawn."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self) -> str:
        """One that was never given before."""
        self._count += 1
        return f"019b0000-0000-7000-8000-{self._count:012x}"
