"""A clock that can be set forward: a month of cases in seconds. It goes on by itself between two settings."""

from datetime import UTC, datetime, timedelta

from shared.eventlog.clock import monotonic, now


class PlayClock:
    """Says real time until it is set; never goes back."""

    def __init__(self) -> None:
        self._base: datetime | None = None
        self._since = 0.0

    def __call__(self) -> datetime:
        """The time of the play."""
        if self._base is None:
            return now()
        return (self._base + timedelta(seconds=monotonic() - self._since)).astimezone(UTC)

    def begin(self, at: datetime) -> None:
        """Begin the play in the past."""
        self._base, self._since = at, monotonic()

    def forward(self, at: datetime) -> None:
        """Set it forward; a time that has passed changes nothing."""
        if at > self():
            self._base, self._since = at, monotonic()

    def end(self) -> None:
        """Real time again."""
        self._base = None
