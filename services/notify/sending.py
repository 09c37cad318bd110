"""Sending: planned deliveries that are due leave the house, and what became of them is said.

At least once in attempts, once in effect: a crash between sending and saying so sends the same id again, which a file
outbox, a mail's Message-ID and a gateway's idempotency header make one message.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from weakref import WeakValueDictionary

from services.notify.attempts import Ready, Result, attempt_all, prepared
from services.notify.composing import Composer, keys_of
from services.notify.domain.delivery import Command, GiveUp, MarkFailed, MarkSent
from services.notify.erasing import erase_waiting
from services.notify.gateways.gateways import Gateways
from services.notify.gateways.settings import GatewaysFile, GatewaysInvalid
from services.notify.lanes import Lanes
from services.notify.readmodels import deliveries, recipients
from services.notify.readmodels.deliveries import Row
from shared.eventlog.clock import monotonic
from shared.eventlog.entry import Entry
from shared.eventlog.unit import Conflict
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment
from shared.telemetry.logs import logger
from shared.telemetry.metrics import notified

TIMER = Actor("system:notify")
BATCH = 64
BUDGET = 1.0
LOOK_AGAIN = timedelta(minutes=1)
WAKING = ("delivery.planned", "outbox.erasing")


class Sender:
    """Sends for one house. `turn` may be called by anybody at any time; one works, the others return at once."""

    def __init__(self, house: House) -> None:
        self._house, self._file, self._lanes = house, GatewaysFile(house.world.folder), Lanes()
        self._working = threading.Lock()
        self._woken, self._look_at = True, house.clock()
        self._complained = ""
        house.log.on_commit(self._wake)

    def turn(self) -> int:
        """Remove what is to be erased, then send what is due, for about a second; how many attempts were made."""
        if not self._worth_a_look() or not self._working.acquire(blocking=False):
            return 0
        try:
            return self._turn()
        finally:
            self._working.release()

    def _wake(self, entries: Sequence[Entry]) -> None:
        if any(entry.type in WAKING for entry in entries):
            self._woken = True

    def _worth_a_look(self) -> bool:
        """No question to the database while nothing can be due."""
        return self._woken or self._house.clock() >= self._look_at

    def _turn(self) -> int:
        self._woken, self._look_at = False, self._house.clock() + LOOK_AGAIN
        erase_waiting(self._house)
        gateways = self._gateways()
        if gateways is None or not self._house.ready:
            return 0
        until, made = monotonic() + BUDGET, 0
        while rows := self._due():
            made += self._batch(rows, gateways)
            if monotonic() > until:
                self._woken = True
                return made
        self._rest()
        return made

    def _due(self) -> Sequence[Row]:
        now = self._house.clock()
        with self._house.engine.connect() as connection:
            return deliveries.due(connection, now, self._lanes.closed(now), BATCH)

    def _rest(self) -> None:
        """Until the next one is due, or a gateway may be there again."""
        with self._house.engine.connect() as connection:
            coming = deliveries.next_due(connection, self._lanes.closed(self._house.clock()))
        times = [time for time in (coming, self._lanes.opens()) if time is not None]
        self._look_at = min([self._look_at, *times])

    def _batch(self, rows: Sequence[Row], gateways: Gateways) -> int:
        """Compose, attempt and say; how many attempts were made."""
        self._house.vault.warm(set().union(*map(keys_of, rows)))
        ready, refused = self._composed(rows, Composer(self._house, gateways))
        results = refused + attempt_all(ready, self._lanes, self._shut, self._house.world.offload)
        for result in results:
            self._shut(result)
        self._say(results)
        return len(results)

    def _composed(self, rows: Sequence[Row], composer: Composer) -> tuple[list[Ready], list[Result]]:
        with self._house.engine.connect() as connection:
            origins = recipients.origins(connection, {row["case_no"] for row in rows})
        made = [prepared(row, partial(composer.compose, row, origins.get(row["case_no"]))) for row in rows]
        return [one for one in made if isinstance(one, Ready)], [one for one in made if isinstance(one, Result)]

    def _shut(self, result: Result) -> None:
        if result.failed and result.failed.down:
            self._lanes.shut(result.lane, result.failed, self._house.clock())

    def _say(self, results: Sequence[Result]) -> None:
        moment = self._house.moment(TIMER)
        commands = [command_for(result, moment) for result in results]
        try:
            self._house.execute(*commands)
        except (Rejected, Conflict):
            self._say_singly(commands)
        for result in results:
            notified(self._house.name, result.channel, outcome(result))
        report(results)

    def _say_singly(self, commands: Iterable[Command]) -> None:
        for command in commands:
            try:
                self._house.execute(command)
            except Rejected as refusal:
                logger("sending").warning(
                    "already settled",
                    delivery=command.delivery,
                    code=refusal.code,
                    next_step="none: it stays as it was settled first",
                )

    def _gateways(self) -> Gateways | None:
        """None while `gateways.yaml` is at fault: everything waits, and nothing is lost."""
        try:
            return self._file.current()
        except GatewaysInvalid as invalid:
            if self._complained != str(invalid):
                logger("sending").error(
                    "gateways.yaml cannot be used; nothing is sent",
                    faults=invalid.faults,
                    next_step="mend the file; it is read again by itself within a minute",
                )
            self._complained = str(invalid)
            return None


def command_for(result: Result, moment: Moment) -> Command:
    """What is said about an attempt."""
    row, failed = result.row, result.failed
    case_no, id_, attempt = row["case_no"], row["id"], row["attempts"] + 1
    if failed is None:
        return MarkSent(case_no, id_, moment, result.channel, attempt)
    if failed.final:
        return GiveUp(case_no, id_, moment, result.channel, attempt, failed.code)
    return MarkFailed(case_no, id_, moment, result.channel, attempt, failed.code, failed.retry_after)


def outcome(result: Result) -> str:
    """`sent`, `failed` (to be tried again) or `given_up`."""
    if result.failed is None:
        return "sent"
    return "given_up" if result.failed.final else "failed"


def report(results: Iterable[Result]) -> None:
    """One line for each way and code; what nobody has named with its traceback. Nobody's data."""
    counted = Counter((one.channel, one.failed.code) for one in results if one.failed)
    for (channel, code), count in counted.items():
        logger("sending").warning(
            "not sent",
            channel=channel,
            code=code,
            count=count,
            next_step="it is tried again by itself unless given up; /notify/deliveries shows each",
        )
    for one in results:
        if one.fault is not None:
            logger("sending").error(
                "a fault of ours", delivery=one.row["id"], exc_info=one.fault, next_step="report the traceback"
            )


_senders: WeakValueDictionary[int, Sender] = WeakValueDictionary()
"""By the house's identity. A sender lives as long as its house, whose log calls it after each commit."""


def sender_of(house: House) -> Sender:
    """The one sender of a house."""
    return _senders.get(id(house)) or _senders.setdefault(id(house), Sender(house))


def send_due(house: House) -> int:
    """A turn of the house's sender; how many attempts were made."""
    return sender_of(house).turn()
