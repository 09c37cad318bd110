"""Alarms: what each means and what to do, kept in the state, in a folder with the evidence, and in the log."""

import json
import os
from collections.abc import Mapping
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
        what = sha256(b"".join(sorted(notes.values()))).hexdigest()[:16]
        evidence = {**notes, "proof.json": _json(proof)}
        self.raise_(forked.small.origin, FORK, str(forked), what=what, evidence=evidence)

    def raise_(
        self, origin: str, code: str, sentence: str, *, what: str = "", evidence: Mapping[str, bytes] | None = None
    ) -> None:
        """An alarm, unless the same one stands already."""
        with self._lock:
            if self._state.stands(origin, code, what):
                return
            at = self._clock()
            folder = self._folder(at, code, origin, what)
            alarm = Alarm(origin, code, what, int(at.timestamp()), sentence, NEXT_STEPS[code], str(folder))
            # The evidence first: an alarm that names a folder is never without it.
            _keep(folder, {**(evidence or {}), "alarm.json": _json(alarm._asdict())})
            self._state.add_alarm(alarm)
        log.error("alarm", log=origin, code=code, why=sentence, evidence=str(folder), next_step=NEXT_STEPS[code])

    def end(self, origin: str, code: str) -> None:
        """What gave rise to these alarms is over."""
        if self._state.end_alarms(origin, code, int(self._clock().timestamp())):
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
