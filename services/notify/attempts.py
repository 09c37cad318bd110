"""Attempts at sending, several at a time; each ends in a result, whatever happens to it."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from services.notify.gateways.gateways import Way
from services.notify.gateways.outgoing import Failed, Outgoing
from services.notify.lanes import Lanes
from services.notify.readmodels.deliveries import Lane, Row, lane_of
from shared.telemetry.crashpoints import passing

AT_ONCE = 8
Offload = Callable[[Callable[[], list["Result"]]], list["Result"]]
Begin = Callable[["Ready"], bool]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one attempt: sent if `failed` is None. `fault` is an error that nobody has named.

    `doubtful`: it may have arrived, and a second copy would be one more. `version`: the template's, as it was sent.
    """

    row: Row
    channel: str
    failed: Failed | None = None
    fault: Exception | None = None
    doubtful: bool = False
    version: str = ""

    @property
    def lane(self) -> Lane:
        """The lane it was to take."""
        return lane_of(self.row)


@dataclass(frozen=True, slots=True)
class Ready:
    """A message with its way. `begun`: that it is tried stands in the log already."""

    row: Row
    way: Way
    message: Outgoing
    begun: bool = False

    @property
    def once(self) -> bool:
        """Whether a second copy would be a second message to whoever receives it."""
        return not self.way.gateway.deduplicates

    def attempt(self) -> Result:
        """Send it."""
        passing("notify.begun")
        try:
            self.way.gateway.send(self.message)
        except Exception as error:  # noqa: BLE001 - recorded as this delivery's failure and reported by the sender
            result = failed_by(self.row, self.way.channel, error)
            return replace(result, doubtful=self.once and result.failed is not None and result.failed.maybe)
        passing("notify.sent")
        return Result(self.row, self.way.channel, version=self.message.version)


def prepared(row: Row, compose: Callable[[], tuple[Way, Outgoing]]) -> Ready | Result:
    """The message ready to go, or the result of not being able to make it."""
    try:
        way, message = compose()
    except Exception as error:  # noqa: BLE001 - recorded as this delivery's failure and reported by the sender
        return failed_by(row, row["channel"], error)
    return Ready(row, way, message)


def failed_by(row: Row, channel: str, error: Exception) -> Result:
    """One message's fault is its own: what nobody has named is tried again like any failure, and reported."""
    if isinstance(error, Failed):
        return Result(row, channel, error)
    return Result(row, channel, Failed("fault", maybe=True), error)


@dataclass(frozen=True, slots=True)
class Round:
    """How a batch is tried: `begin` says in the log that an attempt begins, and whether it may; `shut` hears results."""

    lanes: Lanes
    begin: Begin
    shut: Callable[[Result], None]
    offload: Offload


def attempt_all(ready: Sequence[Ready], round_: Round) -> list[Result]:
    """All of them but those whose lane was shut meanwhile: these were not tried, and wait.

    What waits for a disk is done in a thread by `offload`, the rest over the network, several at a time.
    """
    on_disk = [one for one in ready if one.way.gateway.blocking]
    results = round_.offload(lambda: [one.attempt() for one in on_disk]) if on_disk else []
    return results + _several([one for one in ready if not one.way.gateway.blocking], round_)


def _several(ready: Iterable[Ready], round_: Round) -> list[Result]:
    waiting, results = deque(ready), list[Result]()

    def work() -> None:
        while waiting:
            try:
                one = waiting.popleft()
            except IndexError:
                return
            if round_.lanes.is_open(lane_of(one.row)) and may(one, round_.begin):
                result = one.attempt()
                round_.shut(result)
                results.append(result)

    if len(waiting) == 1:
        work()
        return results
    threads = [threading.Thread(target=work, name="sending") for _ in range(min(AT_ONCE, len(waiting)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def may(one: Ready, begin: Begin) -> bool:
    """Whether it may be tried now: what must not go twice is begun first, once."""
    return one.begun or not one.once or begin(one)
