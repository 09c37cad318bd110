"""A request and its answer: judged, signed and put on record in one transaction."""

from services.cli.witnessing.alarms import FORK, Alarms
from services.cli.witnessing.comparing import Forked
from services.cli.witnessing.judging import Logs, Refusal, is_fork, judge, trusted
from services.cli.witnessing.state import COSIGNED, SEEN, Kept, State, keep, kept
from shared.eventlog.clock import Clock
from shared.proof.checkpoint import Checkpoint
from shared.proof.note import Signature
from shared.proof.signing import SecretKey, signed
from shared.proof.unproven import Unproven
from shared.telemetry.crashpoints import passing
from shared.witness.message import AddCheckpoint, read_message


class Cosigner:
    """A cosignature leaves the house only after what it says was committed: no kill makes it say two things."""

    def __init__(self, key: SecretKey, logs: Logs, state: State, alarms: Alarms, clock: Clock) -> None:
        self._key, self._logs, self._state, self._alarms, self._clock = key, logs, state, alarms, clock

    def answer(self, body: bytes) -> Signature:
        """The cosignature for a request's body; `Refusal` says why there is none."""
        try:
            message = read_message(body)
        except Unproven as wrong:
            raise Refusal(400, wrong.code, wrong.sentence) from None
        offered = trusted(message, self._logs)
        self._refuse_forks(message, offered)
        try:
            return self._cosign(message, offered)
        except Refusal:
            self._refuse_forks(message, offered)  # another request may have come between
            raise

    def _refuse_forks(self, message: AddCheckpoint, offered: Checkpoint) -> None:
        """A second tree of a size that was cosigned or seen is proof enough; after any proof nothing is cosigned."""
        for way in (COSIGNED, SEEN):
            known = self._state.kept(offered.origin, way)
            if known is not None and is_fork(offered, known.checkpoint):
                forked = Forked(known.checkpoint, offered, offered.root, ())
                self._alarms.fork(forked, {f"{way}.note": known.note, "offered.note": message.checkpoint})
        if self._state.stands(offered.origin, FORK):
            raise Refusal(422, "forked", "this log has signed two trees; nothing of it is cosigned any more")

    def _cosign(self, message: AddCheckpoint, offered: Checkpoint) -> Signature:
        with self._state.transaction() as connection:
            latest = kept(connection, offered.origin, COSIGNED)
            judge(message, offered, latest.checkpoint if latest else None)
            now = int(self._clock().timestamp())
            cosignature = signed(offered.text(), [self._key.cosigning(now)])[0]
            passing("witness.signed")
            if _is_larger(offered, latest):
                keep(connection, offered.origin, COSIGNED, message.checkpoint, now)
        passing("witness.kept")
        return cosignature


def _is_larger(offered: Checkpoint, latest: Kept | None) -> bool:
    # Again the same: a fresh time, but the record says since when.
    return latest is None or offered.size > latest.checkpoint.size
