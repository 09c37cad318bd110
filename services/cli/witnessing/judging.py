"""What a request to cosign deserves (C2SP tlog-witness): pure."""

from collections.abc import Mapping, Sequence

from shared.proof.checkpoint import Checkpoint, open_checkpoint, read_checkpoint
from shared.proof.keys import VerifierKey
from shared.proof.note import split_note
from shared.proof.tree import verify_consistency
from shared.proof.unproven import Unproven
from shared.witness.message import AddCheckpoint

Logs = Mapping[str, Sequence[VerifierKey]]
"""The keys of each log by its origin: two while a key is changed."""


class Refusal(Exception):
    """Not cosigned: the HTTP status, a stable code, a sentence; `size`, with 409, of what was cosigned last."""

    def __init__(self, status: int, code: str, sentence: str, size: int | None = None) -> None:
        super().__init__(sentence)
        self.status, self.code, self.sentence, self.size = status, code, sentence, size


def trusted(message: AddCheckpoint, logs: Logs) -> Checkpoint:
    """The checkpoint offered, if its log is known here and has signed it."""
    try:
        origin = split_note(message.checkpoint)[0].partition("\n")[0]
        if origin not in logs:
            raise Refusal(404, "unknown_log", "this log is not witnessed here")
        checkpoint, _ = open_checkpoint(message.checkpoint, logs[origin])
    except Unproven as wrong:
        raise _refused(wrong) from None
    if message.old > checkpoint.size:
        raise Refusal(400, "old_size_larger", f"from {message.old} leaves none leads back to {checkpoint.size}")
    return checkpoint


def _refused(wrong: Unproven) -> Refusal:
    statuses = {
        "note.unverified": 403,
        "note.bad_signature": 403,
        "checkpoint.not_the_logs": 403,
        "checkpoint.empty_root": 422,
    }
    return Refusal(statuses.get(wrong.code, 400), wrong.code, wrong.sentence)


def judge(message: AddCheckpoint, offered: Checkpoint, latest: Checkpoint | None) -> None:
    """`Refusal` unless `offered` continues what was cosigned last (None: nothing yet).

    Two roots of one size are answered with 422 as every other inconsistency, which is how the specification reads since
    July 2026; before, it asked for 409.
    """
    size = latest.size if latest else 0
    if message.old != size:
        raise Refusal(409, "conflict", f"the last size cosigned is {size}, not {message.old}", size)
    if latest is None or size == 0:
        if message.path:
            raise Refusal(422, "proof_from_nothing", "from the empty tree there is no proof; send none")
        return
    try:
        verify_consistency(size, offered.size, latest.root, offered.root, message.path)
    except Unproven as wrong:
        raise Refusal(422, wrong.code, wrong.sentence) from None


def is_fork(offered: Checkpoint, latest: Checkpoint | None) -> bool:
    """Whether the log has signed two trees of one size: that needs no further proof."""
    return latest is not None and offered.size == latest.size and offered.root != latest.root


def checkpoint_of(note: bytes) -> Checkpoint:
    """Of a note that was opened before."""
    return read_checkpoint(split_note(note)[0])
