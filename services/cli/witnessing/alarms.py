"""Alarms: what each means and what to do, kept in the state, in a folder with the evidence, and in the log."""

import json
import os
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock

from services.cli.witnessing.comparing import Forked
from services.cli.witnessing.state import Alarm, State
from shared.eventlog.clock import Clock
from shared.telemetry.logs import logger

SILENCE, SMALLER, FORK, UNPROVEN = "silence", "smaller", "fork", "unproven"
CODES = (SILENCE, SMALLER, FORK, UNPROVEN)
NEXT_STEPS = {
    SILENCE: "ask the log's operators why nothing is sealed; if they say all is well, have them show a larger checkpoint",
    SMALLER: "ask the log's operators whether a backup was restored; keep the folder named here; trust no new checkpoint",
    FORK: "keep the folder named here, two signed notes that prove it; tell the discipline office; the record was changed",
    UNPROVEN: "look at the log's tiles with the operators: they are not those of the tree that was signed",
}
MOST = 16
"""Alarms of one code that stand for one log; what goes on beyond says nothing new, and would fill the disk with evidence."""
log = logger("witness")


class Alarms:
    """Raised once for each cause, by request and watching threads alike."""

    def __init__(self, state: State, clock: Clock) -> None:
        self._state, self._clock, self._lock = state, clock, Lock()
        self.folder = state.path.with_name(f"{state.path.name}.alarms")

    def fork(self, forked: Forked, notes: Mapping[str, bytes]) -> None:
        """The log has signed two trees; `notes` are the two signed checkpoints, by the names of their files."""
        proof = {
            "origin": forked.small.origin,
            "sizes": [forked.small.size, forked.large.size],
            "root_signed": forked.small.root.hex(),
            "root_that_the_larger_begins_with": forked.begins_with.hex(),
            "consistency": [hash_.hex() for hash_ in forked.path],
        }
        # The two trees, not their notes: anybody can write strangers' signatures below a note, as many as he likes.
        trees = sorted(f"{one.size} {one.root.hex()}" for one in (forked.small, forked.large))
        what = sha256("\n".join(trees).encode()).hexdigest()[:16]
        evidence = {**notes, "proof.json": _json(proof)}
        self.raise_(forked.small.origin, FORK, str(forked), what=what, evidence=evidence)

    def raise_(
        self, origin: str, code: str, sentence: str, *, what: str = "", evidence: Mapping[str, bytes] | None = None
    ) -> None:
        """An alarm, unless the same one stands already, or many of its kind."""
        with self._lock:
            standing = [one.what for one in self._state.alarms() if (one.origin, one.code) == (origin, code)]
            if what in standing or len(standing) >= MOST:
                return
            at = self._clock()
            folder = self._folder(at, code, origin, what)
            alarm = Alarm(origin, code, what, int(at.timestamp()), sentence, NEXT_STEPS[code], str(folder))
            # The evidence first: an alarm that names a folder is never without it.
            _keep(folder, {**(evidence or {}), "alarm.json": _json(alarm._asdict())})
            self._state.add_alarm(alarm)
        log.error("alarm", log=origin, code=code, why=sentence, evidence=str(folder), next_step=NEXT_STEPS[code])

    def end(self, origin: str, code: str, but: Collection[str] = ()) -> None:
        """What gave rise to these alarms is over, except for those whose `what` is named."""
        if self._state.end_alarms(origin, code, int(self._clock().timestamp()), but):
            log.info("alarm over", log=origin, code=code, next_step="none; huying witness status --all still shows it")

    def _folder(self, at: datetime, code: str, origin: str, what: str) -> Path:
        which = sha256(f"{origin}\n{what}".encode()).hexdigest()[:8]
        return self.folder / f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{code}-{which}"


def _keep(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
