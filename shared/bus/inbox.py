"""The inbox: one worker per partition handles strictly in order; what keeps failing is parked, never lost."""

import time
from collections.abc import Callable
from contextlib import nullcontext

from shared.bus.attempts import Attempts, KilledTheProcess
from shared.bus.parking import BEHIND, Handle, ParkingLot
from shared.bus.wire import Delivery, Source
from shared.eventlog.engine import is_away
from shared.eventlog.log import Log
from shared.eventlog.unit import AlreadyHeard, Behind, Message, NothingParked, Unavailable
from shared.kernel.rejection import Rejected
from shared.telemetry.crashpoints import passing
from shared.telemetry.logs import logger
from shared.telemetry.metrics import handled

log = logger("inbox")
PATIENCE = 10.0
FIRST_PAUSE = 0.05
HANDLED, REPEATED, PARKED = "handled", "repeated", "parked"


class NotReady(Exception):
    """The service cannot handle anything yet (its rules were not adopted): no failure of the message."""


def _none(_: Message) -> bool:
    return False


class Worker:
    """Takes from one ordered queue until the wire closes.

    `indispensable` messages are never parked, whatever they do: without them the service could do nothing else.
    """

    indispensable: Callable[[Message], bool] = staticmethod(_none)

    def __init__(
        self,
        service: str,
        source: Source,
        handle: Handle,
        lot: ParkingLot,
        service_log: Log,
        ready: Callable[[Message], bool],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._service, self._source, self.handle, self._lot = service, source, handle, lot
        self._log, self._ready, self._sleep = service_log, ready, sleep
        self._attempts = Attempts(service_log)
        self.stopping = False

    def run(self) -> None:
        """Until the wire closes or `stopping`."""
        while (delivery := self._source.get()) is not None and not self.stopping:
            self._alone(delivery)

    def _alone(self, delivery: Delivery) -> None:
        """Handle it with retries and parking."""
        if result := self._settle(delivery):
            self._finish(delivery, result)

    def _finish(self, delivery: Delivery, result: str = HANDLED) -> None:
        """It is handled, parked and committed (or was before): nobody need bring it again."""
        passing("inbox.handled")
        handled(self._service, result).inc()
        delivery.done()

    def _settle(self, delivery: Delivery) -> str:
        """Handle or park; the result as it is counted, empty only when stopping before either."""
        message = delivery.message
        failure: Exception | None = None
        until, pause = time.monotonic() + PATIENCE, FIRST_PAUSE
        while not self.stopping:
            try:
                if failure is not None and time.monotonic() > until:
                    self._park(message, failure)
                    return PARKED
                return self._once(message)
            except AlreadyHeard:
                return REPEATED
            except (Behind, NothingParked):
                self._lot.look_again()  # another process parked or replayed: once more, now knowing
            except KilledTheProcess as error:
                failure, until = error, 0.0
            except Exception as error:  # noqa: BLE001 - the message's failure: tried again for a while, then parked
                failure, until = self._not_now(message, error, until)
            self._sleep(pause)
            pause = min(pause * 2, 2.5)
        return ""

    def _not_now(self, message: Message, error: Exception, until: float) -> tuple[Exception | None, float]:
        """The failure that counts, and until when it is tried again; while something is away, none and all the time."""
        if isinstance(error, Unavailable | NotReady) or is_away(error) or self.indispensable(message):
            self._waits(message, error)
            return None, time.monotonic() + PATIENCE
        self._failed(message, error)
        return error, until

    def _waits(self, message: Message, away: Exception) -> None:
        log.warning(
            "waiting",
            service=self._service,
            case=message.subject,
            type=message.type,
            why=str(away),
            next_step="nothing is lost; it goes on when the database and the rules are there",
        )

    def _failed(self, message: Message, error: Exception) -> None:
        log.info(
            "failed",
            service=self._service,
            case=message.subject,
            type=message.type,
            code=code_of(error),
            next_step="tried again for ten seconds, then parked",
        )

    def _once(self, message: Message) -> str:
        if not self._ready(message):
            raise NotReady("the rules of the jurisdiction have not been adopted here yet")
        if self._lot.stops(message):
            with self._lot.lock:
                if self._lot.stops(message):
                    self._lot.park(message, BEHIND)
                    return PARKED
        with nullcontext() if self.indispensable(message) else self._attempts.in_hand(message):
            passing("inbox.handling")
            self._handled(message)
        return HANDLED

    def _handled(self, message: Message) -> None:
        """Handle it; what fails because it was handled before (a decider need not allow that) is AlreadyHeard."""
        try:
            self.handle(message)
        except Exception:
            if self._log.heard(message.source, message.position):
                raise AlreadyHeard from None
            raise

    def _park(self, message: Message, failure: Exception) -> None:
        self._lot.park(message, code_of(failure))
        self._attempts.forget(message)
        log.error(
            "parked",
            service=self._service,
            case=message.subject,
            source=message.source,
            position=message.position,
            type=message.type,
            code=code_of(failure),
            why=str(failure),
            next_step=f"mend the cause, then: huying parking replay {message.subject}",
        )


def code_of(error: Exception) -> str:
    """The code under which a failed message is parked."""
    return error.code if isinstance(error, Rejected) else type(error).__name__
