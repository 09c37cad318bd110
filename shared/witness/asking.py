"""The log's side: asking a witness to cosign a checkpoint. A witness that is away delays nothing but its own signature."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from shared.proof.checkpoint import read_size
from shared.proof.note import Signature, open_note
from shared.proof.policy import Party
from shared.proof.unproven import Unproven
from shared.witness.calling import Answer, NoAnswer, call
from shared.witness.message import AddCheckpoint

SIZE_KIND = "text/x.tlog.size"
PATH = "/add-checkpoint"
_CODES = {
    400: ("malformed", "the witness does not understand the request"),
    403: ("not_trusted", "the witness does not know the key of the log; give it the log's present key"),
    404: ("unknown_log", "the witness does not witness this log; give it the log's key"),
    409: ("conflict", "the witness cosigned another size last"),
    422: ("inconsistent", "the witness does not find this checkpoint consistent with what it cosigned: see its alarms"),
}


class Refused(NamedTuple):
    """No cosignature. `code` is stable; `size`, with `conflict`, is what the witness cosigned last."""

    code: str
    sentence: str
    size: int | None = None


def submit(
    checkpoint: bytes, old: int, path: Sequence[bytes], witness: Party, *, seconds: float = 5.0
) -> Signature | Refused:
    """The witness's cosignature, checked with its key, for a checkpoint with its proof from the size `old`.

    `witness.url` is its submission prefix. Nothing is raised, whatever the witness does.
    """
    body = AddCheckpoint(old, path, checkpoint).body()
    try:
        answer = call("POST", witness.url.rstrip("/") + PATH, body=body, seconds=seconds)
    except NoAnswer as why:
        return Refused("no_answer", str(why))
    return _cosignature(checkpoint, answer, witness) if answer.status == 200 else _refused(answer)


def cosigned(
    checkpoint: bytes,
    old: int,
    prove: Callable[[int], Sequence[bytes]],
    witness: Party,
    *,
    seconds: float = 5.0,
) -> Signature | Refused:
    """As `submit`, asking once more from the size that the witness names if it is not `old`.

    `prove(size)` gives the consistency path from `size` (not 0) to the checkpoint; it raises `Unproven` if there is none.
    """
    first = submit(checkpoint, old, prove(old) if old else (), witness, seconds=seconds)
    if not isinstance(first, Refused) or first.size is None or first.size == old:
        return first
    try:
        path = prove(first.size) if first.size else ()
    except Unproven as none:
        return Refused("ahead", f"the witness has cosigned {first.size} leaves, from which none leads here: {none}")
    return submit(checkpoint, first.size, path, witness, seconds=seconds)


def _cosignature(checkpoint: bytes, answer: Answer, witness: Party) -> Signature | Refused:
    try:
        return open_note(checkpoint.rpartition(b"\n\n")[0] + b"\n\n" + answer.body, [witness.key]).verified[0]
    except Unproven as wrong:
        return Refused("bad_answer", f"what {witness.name} answers is not its cosignature: {wrong}")


def _refused(answer: Answer) -> Refused:
    code, sentence = _CODES.get(answer.status, ("bad_answer", f"the witness answers with status {answer.status}"))
    if answer.status != 409 or answer.kind != SIZE_KIND:
        return Refused(code, sentence)
    try:
        return Refused(code, sentence, read_size(answer.body.decode("utf-8", "replace").removesuffix("\n")))
    except Unproven:
        return Refused("bad_answer", "the witness refuses with what is no size")
