"""The verdict about a bundle, by keys, policy and checkpoint from outside; what a bundle says about those is not believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple, Optional

from shared.proof.bundle.disclosed import check_disclosed
from shared.proof.bundle.documents import (
    ATTACHMENTS,
    MANIFEST,
    OPENED,
    PROOFS,
    Manifest,
    Proofs,
    read_manifest,
    read_proofs,
)
from shared.proof.bundle.reasons import Reason, Reasons, reason
from shared.proof.bundle.said import entry_name
from shared.proof.bundle.whole import MAP_ENTRY, Case, check_case, read_case
from shared.proof.bundle.zipped import BUNDLE, unzipped
from shared.proof.checkpoint import Checkpoint, open_checkpoint
from shared.proof.keys import VerifierKey
from shared.proof.note import Note
from shared.proof.policy import Policy
from shared.proof.tree import verify_consistency
from shared.proof.unproven import Unproven

SIGNED, WITNESSED, INVALID, DIVERGED = "SIGNED", "WITNESSED", "INVALID", "DIVERGED"
FORMAT = "huying-evidence/1"
ALGORITHMS = {
    "entry": "sha-256",
    "field": "sha-256",
    "map": "sha-256",
    "signature": "ed25519",
    "tree": "rfc9162-sha-256",
}
CHECKPOINT, EARLIER, HISTORY, VERIFIER = "checkpoint", "earlier-checkpoint", "history.pdf", "verify.py"
NEEDED = MANIFEST, CHECKPOINT, PROOFS, MAP_ENTRY
_MAY_BE = re.compile(r"attachments/[0-9a-f]{64}(\.[a-z0-9]{1,5})?|rules/[a-z]{1,20}-[0-9a-f]{64}\.json", re.ASCII)


class Given(NamedTuple):
    """What is trusted: keys of the log, a policy of witnesses, a checkpoint (a signed note) seen elsewhere."""

    keys: tuple[VerifierKey, ...]
    policy: Optional[Policy] = None
    checkpoint: Optional[bytes] = None


class Verdict(NamedTuple):
    """`kind` and why; `subject` and `size` (leaves under the checkpoint) as far as they could be read."""

    kind: str
    reasons: tuple[Reason, ...]
    subject: str = ""
    size: int = 0

    def is_good(self, given: Given) -> bool:
        """Whether this is what was to be shown: the witnesses too, where a policy was given."""
        return self.kind == WITNESSED or (self.kind == SIGNED and given.policy is None)


def verdict_of(bundle: bytes, given: Given) -> Verdict:
    """The verdict about these bytes, whatever they are: nothing in them makes this raise."""
    try:
        return _judged(bundle, given)
    except Unproven as found:
        reasons = Reasons()
        reasons.say(found, BUNDLE)
        return Verdict(INVALID, tuple(reasons.found))
    except Exception as unforeseen:  # noqa: BLE001 - a bundle that upsets the checks is not a good one
        return Verdict(INVALID, (reason("bundle.unreadable", BUNDLE, type(unforeseen).__name__),))


def _judged(bundle: bytes, given: Given) -> Verdict:
    files, reasons = unzipped(bundle), Reasons()
    for name in NEEDED:
        if name not in files:
            reasons.add("file.missing", name)
    if reasons.found:
        return Verdict(INVALID, tuple(reasons.found))
    manifest = reasons.trying(MANIFEST, lambda: read_manifest(files[MANIFEST]))
    proofs = reasons.trying(PROOFS, lambda: read_proofs(files[PROOFS]))
    opened = reasons.trying(CHECKPOINT, lambda: open_checkpoint(files[CHECKPOINT], _trusted(given)))
    if manifest:
        _check_files(files, manifest, proofs, reasons)
    if not (manifest and proofs and opened):
        return Verdict(INVALID, tuple(reasons.found), manifest.subject if manifest else "")
    tree, note = opened
    _check_manifest(manifest, tree, reasons)
    case = read_case(files, proofs, reasons)
    _check_time(case, manifest, reasons)
    check_case(case, proofs, manifest, tree, reasons)
    check_disclosed(files, case.entries, reasons)
    earlier = _earlier(files, proofs, tree, given, reasons)
    return _concluded(manifest, tree, note, earlier, given, reasons)


def _trusted(given: Given) -> list[VerifierKey]:
    """The keys from outside, each once."""
    return list(dict.fromkeys([*given.keys, *(given.policy.keys() if given.policy else ())]))


def _check_files(files: Mapping[str, bytes], manifest: Manifest, proofs: Optional[Proofs], reasons: Reasons) -> None:
    """The files are those that the manifest lists, and each has a place in a bundle."""
    entries = {entry_name(placed.number) for placed in proofs.entries} if proofs else None
    known = {*NEEDED, EARLIER, OPENED, ATTACHMENTS, HISTORY, VERIFIER}
    for name in sorted({*files, *manifest.files} - {MANIFEST}):
        if name not in files:
            reasons.add("file.missing", ascii(name)[1:-1])
        elif name not in manifest.files or not (name in known or _MAY_BE.fullmatch(name) or _is_entry(name, entries)):
            reasons.add("file.unexpected", name)
        elif sha256(files[name]).hexdigest() != manifest.files[name]:
            reasons.add("file.digest", name)
    if MANIFEST in manifest.files:
        reasons.add("file.unexpected", MANIFEST)


def _is_entry(name: str, entries: Optional[set[str]]) -> bool:
    return name.startswith("entries/") if entries is None else name in entries


def _check_manifest(manifest: Manifest, tree: Checkpoint, reasons: Reasons) -> None:
    if manifest.format != FORMAT:
        reasons.add("manifest.format", MANIFEST, ascii(manifest.format)[:60])
    if manifest.algorithms != ALGORITHMS:
        reasons.add("manifest.algorithms", MANIFEST)
    if manifest.origin != tree.origin:
        reasons.add("manifest.origin", MANIFEST, ascii(tree.origin)[1:-1])


def _check_time(case: Case, manifest: Manifest, reasons: Reasons) -> None:
    """A bundle speaks as of the last entry under its checkpoint; any other time would be nobody's word."""
    if case.seal and manifest.made_at != case.seal.recorded:
        reasons.add("manifest.made_at", MANIFEST, ascii(case.seal.recorded)[1:-1])


def _earlier(
    files: Mapping[str, bytes], proofs: Proofs, tree: Checkpoint, given: Given, reasons: Reasons
) -> Optional[Checkpoint]:
    """The earlier checkpoint of the bundle, if it has one and it is the beginning of this one's tree."""
    if EARLIER not in files and proofs.consistency is None:
        return None
    if EARLIER not in files or proofs.consistency is None:
        reasons.add("earlier.without_proof", EARLIER)
        return None
    opened = reasons.trying(EARLIER, lambda: open_checkpoint(files[EARLIER], _trusted(given)))
    if opened is None:
        return None
    earlier, path = opened[0], proofs.consistency
    if earlier.origin != tree.origin:
        reasons.add("earlier.origin", EARLIER)
    reasons.trying(EARLIER, lambda: verify_consistency(earlier.size, tree.size, earlier.root, tree.root, path))
    return earlier


def _concluded(
    manifest: Manifest,
    tree: Checkpoint,
    note: Note,
    earlier: Optional[Checkpoint],
    given: Given,
    reasons: Reasons,
) -> Verdict:
    """INVALID for any reason so far; DIVERGED by the checkpoint from outside; otherwise what the signatures are worth."""
    of_what = manifest.subject, tree.size
    diverged = [] if reasons.found else _apart([tree, *([earlier] if earlier else [])], given, reasons)
    if reasons.found:
        return Verdict(INVALID, tuple(reasons.found), *of_what)
    if diverged:
        return Verdict(DIVERGED, tuple(diverged), *of_what)
    why = reason("bundle.signed", tree.origin)
    if given.policy is None:
        return Verdict(SIGNED, (why,), *of_what)
    if not given.policy.satisfied(note):
        return Verdict(SIGNED, (why, reason("witness.too_few", CHECKPOINT)), *of_what)
    return Verdict(WITNESSED, (why, reason("bundle.witnessed", tree.origin)), *of_what)


def _apart(known: Iterable[Checkpoint], given: Given, reasons: Reasons) -> list[Reason]:
    """Why the checkpoint from outside is not shown to be of the same tree as those of the bundle."""
    message = given.checkpoint
    if message is None:
        return []
    try:
        other, _ = open_checkpoint(message, _trusted(given))
    except Unproven as found:
        reasons.add("outside.unsigned", CHECKPOINT, found.sentence)
        return []
    roots = {one.size: one.root for one in known if one.origin == other.origin}
    if not roots:
        reasons.add("outside.origin", CHECKPOINT, ascii(other.origin)[1:-1])
    elif other.size not in roots:
        return [reason("outside.not_shown", CHECKPOINT, str(other.size))]
    elif roots[other.size] != other.root:
        return [reason("outside.differs", CHECKPOINT, str(other.size))]
    return []
