"""Sending: planned deliveries that are due leave the house, and what became of them is said.

Once in effect: where the other side knows a message by its id (a file, a gateway that says so) a crash between sending and
saying so sends the same id again; everywhere else the attempt is said before it is made, and one that nobody can tell the
end of is left to a person.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from weakref import WeakValueDictionary

from services.notify.attempts import Ready, Result, Round, attempt_all, prepared
from services.notify.composing import Composer, keys_of
from services.notify.domain.delivery.commands import BeginAttempt, Command, MarkUncertain
from services.notify.erasing import erase_waiting
from services.notify.gateways.gateways import Gateways
from services.notify.gateways.settings import GatewaysFile, GatewaysInvalid
from services.notify.gathering import gather, settle
from services.notify.lanes import Lanes
from services.notify.readmodels import deliveries, recipients
from services.notify.readmodels.deliveries import Held, Row
from services.notify.saying import command_for, outcome, report
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
PATIENCE = timedelta(minutes=5)
"""How long an attempt of another process may take; in one process alone nothing is under way when a turn begins."""
WAKING = ("delivery.planned", "digest.planned", "delivery.renewed", "delivery.released", "outbox.erasing")


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
        moment = self._house.moment(TIMER)
        gather(self._house, moment, self._held(gateways), moment.at)
        until, made = monotonic() + BUDGET, self._doubts(gateways)
        while rows := self._due(gateways):
            made += self._batch(rows, gateways)
            if monotonic() > until:
                self._woken = True
                break
        settle(self._house, moment)
        self._rest(gateways)
        return made

    def _held(self, gateways: Gateways) -> Held:
        """Nights are quiet, and digests kept, only for what would ring: a file disturbs nobody."""
        now = self._house.clock()
        quiet = self._house.rulebook.current.quiet.holding(now)
        return Held(self._lanes.closed(now), tuple(one for one in quiet if one in gateways.channels), gateways.reached)

    def _due(self, gateways: Gateways) -> Sequence[Row]:
        with self._house.engine.connect() as connection:
            return deliveries.due(connection, self._house.clock(), self._held(gateways), BATCH)

    def _rest(self, gateways: Gateways) -> None:
        """Until the next one is due, or a gateway may be there again."""
        with self._house.engine.connect() as connection:
            coming = deliveries.next_due(connection, self._held(gateways))
        times = [time for time in (coming, self._lanes.opens()) if time is not None]
        self._look_at = min([self._look_at, *times])

    def _doubts(self, gateways: Gateways) -> int:
        """What was being sent when a process ended: sent again where that is harmless, else left to a person."""
        patience = timedelta(0) if self._house.world.alone else PATIENCE
        with self._house.engine.connect() as connection:
            rows = deliveries.begun_before(connection, self._house.clock() - patience)
        if not rows:
            return 0
        self._house.vault.warm(set().union(*map(keys_of, rows)))
        ready, refused = self._composed(rows, Composer(self._house, gateways))
        moment = self._house.moment(TIMER)
        doubtful = [one.row for one in ready if one.once] + [one.row for one in refused]
        self._execute([interrupted(row, moment) for row in doubtful])
        return self._attempt([replace(one, begun=True) for one in ready if not one.once], [])

    def _begin(self, one: Ready) -> bool:
        """That it is tried is said first; false if it was settled, or begun by another process, meanwhile."""
        row = one.row
        moment = self._house.moment(TIMER)
        command = BeginAttempt(row["case_no"], row["id"], moment, one.way.channel, row["attempts"] + 1)
        try:
            return bool(self._house.execute(command))
        except (Rejected, Conflict):
            return False

    def _batch(self, rows: Sequence[Row], gateways: Gateways) -> int:
        """Compose, attempt and say; how many attempts were made."""
        self._house.vault.warm(set().union(*map(keys_of, rows)))
        return self._attempt(*self._composed(rows, Composer(self._house, gateways)))

    def _attempt(self, ready: Sequence[Ready], refused: Sequence[Result]) -> int:
        round_ = Round(self._lanes, self._begin, self._shut, self._house.world.offload)
        results = [*refused, *attempt_all(ready, round_)]
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
        self._execute([command_for(result, moment) for result in results])
        for result in results:
            notified(self._house.name, result.channel, outcome(result))
        report(results)

    def _execute(self, commands: Sequence[Command]) -> None:
        try:
            self._house.execute(*commands)
        except (Rejected, Conflict):
            self._say_singly(commands)

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


def interrupted(row: Row, moment: Moment) -> MarkUncertain:
    """Nobody heard what became of this attempt."""
    return MarkUncertain(row["case_no"], row["id"], moment, row["channel"], row["attempts"] + 1, "interrupted")


_senders: WeakValueDictionary[int, Sender] = WeakValueDictionary()
"""By the house's identity. A sender lives as long as its house, whose log calls it after each commit."""


def sender_of(house: House) -> Sender:
    """The one sender of a house."""
    return _senders.get(id(house)) or _senders.setdefault(id(house), Sender(house))


def send_due(house: House) -> int:
    """A turn of the house's sender; how many attempts were made."""
    return sender_of(house).turn()
