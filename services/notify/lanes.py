"""Which gateways are out of order just now: their messages wait, the others go on."""

from datetime import datetime, timedelta

from services.notify.gateways.outgoing import Failed
from services.notify.readmodels.deliveries import Lane

REST = timedelta(seconds=30)


class Lanes:
    """A lane is shut for half a minute, or as long as the other side asked, when its gateway is down."""

    def __init__(self) -> None:
        self._until: dict[Lane, datetime] = {}

    def shut(self, lane: Lane, failed: Failed, now: datetime) -> None:
        """Nothing more goes this way for a while."""
        self._until[lane] = now + max(REST, failed.retry_after or REST)

    def closed(self, now: datetime) -> list[Lane]:
        """The lanes that are shut now."""
        self._until = {lane: until for lane, until in self._until.items() if until > now}
        return list(self._until)

    def is_open(self, lane: Lane) -> bool:
        """Whether it has not been shut since `closed` was asked."""
        return lane not in self._until

    def opens(self) -> datetime | None:
        """When the first of them opens again."""
        return min(self._until.values(), default=None)
