"""What goes wrong, and where it may: a crash between any two steps of a service, or others who come between them."""

from typing import Protocol

POINTS = (
    *("log.committing", "log.committed", "inbox.acknowledging", "inbox.acknowledged"),
    *("relay.publishing", "relay.published", "parking.replaying"),
)
"""Before and after a commit; before and after a message is acknowledged; before each publishing and after the last;
before each message that is replayed."""


class Crash(BaseException):
    """The process of a service ends here: nobody catches this, and nothing that was not committed is left."""

    def __init__(self, service: str, point: str) -> None:
        super().__init__(f"{service} at {point}")
        self.service, self.point = service, point


class Broken(Exception):
    """A fault that was put into the handling of a message."""


class Mischief(Protocol):
    """Decides what goes wrong. Its decisions follow from the seed."""

    def passing(self, service: str, point: str) -> None:
        """A service passes one of POINTS: Crash, or whatever others do between the two steps."""

    def handling(self, service: str, source: str, position: int) -> None:
        """A message is about to be decided: Broken while it cannot be handled."""


class Peace:
    """Nothing goes wrong."""

    def passing(self, service: str, point: str) -> None:
        """Nothing."""

    def handling(self, service: str, source: str, position: int) -> None:
        """Nothing."""
