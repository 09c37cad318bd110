"""Checkpoints and cosignatures: whose signatures they carry, and over which tree. By OpenSSL, for there are many."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from services.ledger.checking.naming import Named, fault
from shared.proof.checkpoint import read_checkpoint
from shared.proof.cosignature import cosigned_message, read_cosignature
from shared.proof.keys import VerifierKey
from shared.proof.note import Signature, read_signature, split_note
from shared.proof.unproven import Unproven


class Signed(NamedTuple):
    """A stored checkpoint: its size, its note, and the cosignature lines beside it."""

    size: int
    note: bytes
    lines: Sequence[str] = ()


def of_checkpoint(one: Signed, root: bytes | None, keys: Iterable[VerifierKey]) -> list[Named]:
    """Its faults. `root` is that of the tree at its size; None where there is no such tree (said elsewhere)."""
    try:
        text, signatures = split_note(one.note)
        said = read_checkpoint(text)
    except Unproven as wrong:
        return [fault(one.size, "checkpoint_malformed", str(wrong))]
    found = []
    if not _signed_by(text, signatures, keys):
        found.append(fault(one.size, "checkpoint_signature", "no known key of the log has signed this checkpoint"))
    if said.size != one.size:
        found.append(fault(one.size, "checkpoint_size", f"stored for {one.size} leaves, it is over {said.size}"))
    elif root is not None and said.root != root:
        found.append(fault(one.size, "checkpoint_root", "its root is not that of the tree: leaves were changed"))
    return found


def of_cosignatures(one: Signed, witnesses: Mapping[str, VerifierKey]) -> list[Named]:
    """Cosignatures of known witnesses that are not over this checkpoint."""
    found = []
    for line in one.lines:
        try:
            signature = read_signature(line)
            key = witnesses.get(signature.name)
            good = key is None or _cosigns(key, split_note(one.note)[0].encode(), signature)
        except (Unproven, TypeError):  # TypeError: SQLite was given no text
            good = False
        if not good:
            found.append(fault(one.size, "cosignature", "a witness's line is not over this checkpoint"))
    return found


def _signed_by(text: str, signatures: Iterable[Signature], keys: Iterable[VerifierKey]) -> bool:
    """Whether one of the keys has signed, and no signature of any of them is bad."""
    known = {(key.name, key.key_id): key for key in keys}
    ours = [(known[one.name, one.key_id], one) for one in signatures if (one.name, one.key_id) in known]
    return bool(ours) and all(_verifies(key, text.encode(), one.body) for key, one in ours)


def _cosigns(key: VerifierKey, text: bytes, signature: Signature) -> bool:
    body = read_cosignature(signature.body)
    return signature.key_id == key.key_id and _verifies(key, cosigned_message(body.time, text), body.signature)


def _verifies(key: VerifierKey, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
