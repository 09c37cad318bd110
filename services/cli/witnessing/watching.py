"""Looking at the logs from outside, as everybody can: do they grow, and is what they show what was signed before?"""

from collections.abc import Mapping, Sequence
from threading import Event

from services.cli.witnessing.alarms import SILENCE, SMALLER, UNPROVEN, Alarms
from services.cli.witnessing.comparing import Forked, compare
from services.cli.witnessing.judging import Logs
from services.cli.witnessing.state import COSIGNED, SEEN, Kept, State, keep, kept
from shared.eventlog.clock import Clock
from shared.proof.checkpoint import Checkpoint, open_checkpoint
from shared.proof.cosignature import read_cosignature
from shared.proof.keys import VerifierKey
from shared.proof.note import open_note
from shared.proof.unproven import Unproven
from shared.telemetry.logs import logger
from shared.witness.calling import NoAnswer
from shared.witness.tiles import PublicLog

GRACE = 30
"""Seconds after which a larger checkpoint must be seen by everybody; until then a log may be publishing it."""
HIDDEN = 600
"""Seconds for which an address may show checkpoints without the tiles to hold them against: longer is hiding something."""
log = logger("witness")


class Watcher:
    """`silence` is in seconds: after so long without a larger checkpoint, offered or seen, a log is silent."""

    def __init__(
        self,
        own: VerifierKey,
        logs: Logs,
        public: Sequence[PublicLog],
        state: State,
        alarms: Alarms,
        clock: Clock,
        silence: float,
    ) -> None:
        self._own, self._logs, self._public, self._state, self._alarms = own, logs, public, state, alarms
        self._clock, self._silence = clock, silence
        self._since = self._now()
        self._good = {one.url: self._since for one in public}
        self._failing: set[str] = set()

    def watch(self, every: float, stopped: Event) -> None:
        """One turn after the other, `every` so many seconds, until stopped."""
        while True:
            try:
                self.turn()
            except Exception as error:
                # The one thread that sees forks must not end on what nobody thought of.
                log.exception("look failed", why=str(error), next_step="looked again; is the disk full?")
            if stopped.wait(every):
                return

    def turn(self) -> None:
        """One look at every address, then at the clock."""
        for public in self._public:
            self.look(public)
        for origin in self._logs:
            self._listen(origin)
        self._state.alive(self._now())

    def look(self, public: PublicLog) -> None:
        """One look; what it found is in the state, and in the alarms."""
        why = ""
        # What is kept while the checkpoint is on its way is newer than it.
        known = {origin: self._known(origin) for origin in self._logs}
        try:
            note = public.checkpoint()
            shown = self._opened(note)
            self._weigh(shown, known[shown.origin], note, public)
            self._good[public.url] = self._now()
        except (NoAnswer, Unproven) as error:
            why = str(error)
        self._state.looked(public.url, self._now(), why)
        self._report(public.url, why)

    def _opened(self, note: bytes) -> Checkpoint:
        return open_checkpoint(note, [key for keys in self._logs.values() for key in keys])[0]

    def _weigh(self, shown: Checkpoint, known: Mapping[str, Kept], note: bytes, public: PublicLog) -> None:
        try:
            for way, before in known.items():
                self._weigh_against(way, before, shown, note, public)
        except Unproven as wrong:
            self._unproven(shown, wrong.sentence, known, note, public)
            raise
        except NoAnswer as hidden:
            if self._is_past(self._good[public.url], HIDDEN):
                sentence = f"{shown.origin} shows {shown.size} leaves, and not the tiles that prove them: {hidden}"
                self._unproven(shown, sentence, known, note, public)
            raise
        except _NoFurther:
            return
        others = [one.url for one in self._public if one.url != public.url]  # what they show is for them to mend
        self._alarms.end(shown.origin, UNPROVEN, others)
        self._alarms.end(shown.origin, SMALLER, others)
        if SEEN not in known or shown.size > known[SEEN].checkpoint.size:
            self._state.keep(shown.origin, SEEN, note, self._now())
        self._remember(shown, note)

    def _unproven(
        self, shown: Checkpoint, sentence: str, known: Mapping[str, Kept], note: bytes, public: PublicLog
    ) -> None:
        self._alarms.raise_(shown.origin, UNPROVEN, sentence, what=public.url, evidence=_notes(known, note))

    def _weigh_against(self, way: str, before: Kept, shown: Checkpoint, note: bytes, public: PublicLog) -> None:
        """Whether what is shown goes on from what was kept. `_NoFurther` if it does not."""
        is_smaller = shown.size < before.checkpoint.size
        try:
            compare(before.checkpoint, shown, public.tile)
        except Forked as forked:
            self._alarms.fork(forked, {f"{way}.note": before.note, "shown.note": note})
            raise _NoFurther from None
        except (NoAnswer, Unproven):
            # A log that went back cannot show the tiles of what it was before.
            if not is_smaller:
                raise
        if is_smaller:
            if self._is_past(before.at, GRACE):
                sentence = f"{shown.origin} shows {shown.size} leaves and has signed {before.checkpoint.size}"
                evidence = _notes({way: before}, note)
                self._alarms.raise_(shown.origin, SMALLER, sentence, what=public.url, evidence=evidence)
            raise _NoFurther

    def _remember(self, shown: Checkpoint, note: bytes) -> None:
        """Our own cosignature of a larger tree than we know of: an older state file was put back. Take it up again."""
        try:
            cosignature = read_cosignature(open_note(note, [self._own]).verified[0].body)
        except Unproven:  # not cosigned by us, or a stranger's line under our name: nothing to remember
            return
        with self._state.transaction() as connection:
            latest = kept(connection, shown.origin, COSIGNED)
            if latest is not None and latest.checkpoint.size >= shown.size:
                return
            keep(connection, shown.origin, COSIGNED, note, cosignature.time)
        log.error(
            "cosigned and forgotten",
            log=shown.origin,
            size=shown.size,
            next_step="an older state file was put back: find out who did; it is up to date again",
        )

    def _listen(self, origin: str) -> None:
        self._since = min(self._since, self._now())
        times = (known.at for known in self._known(origin).values())
        # A time to come was kept while this machine's clock was wrong: it says nothing of when the log grew.
        grew = max((at for at in times if at <= self._now()), default=self._since)
        if not self._is_past(grew, self._silence):
            self._alarms.end(origin, SILENCE)
            return
        failures = "; ".join(look.why for look in self._state.looks() if look.why)
        sentence = f"no larger checkpoint of {origin} for {self._silence / 60:g} minutes"
        self._alarms.raise_(origin, SILENCE, f"{sentence}; {failures}" if failures else sentence)

    def _known(self, origin: str) -> dict[str, Kept]:
        found = {way: self._state.kept(origin, way) for way in (COSIGNED, SEEN)}
        return {way: known for way, known in found.items() if known is not None}

    def _is_past(self, at: int, seconds: float) -> bool:
        """Whether so many seconds have passed since; also of a time to come, which was kept while the clock was wrong."""
        return not 0 <= self._now() - at < seconds

    def _now(self) -> int:
        return int(self._clock().timestamp())

    def _report(self, url: str, why: str) -> None:
        """Each change once, not every look."""
        if why and url not in self._failing:
            self._failing.add(url)
            log.warning("look failed", url=url, why=why, next_step="is the log up? looked again; silence is an alarm")
        elif not why and url in self._failing:
            self._failing.discard(url)
            log.info("look good again", url=url, next_step="none")


class _NoFurther(Exception):
    """What is shown does not go on from what was kept; where that is an alarm, it is raised."""


def _notes(known: Mapping[str, Kept], shown: bytes) -> dict[str, bytes]:
    return {"shown.note": shown, **{f"{way}.note": before.note for way, before in known.items()}}
