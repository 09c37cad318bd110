"""Whether the entries of a bundle are in the tree, and whether they are all that there are of their case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Optional

from shared.proof.bundle.documents import Manifest, Mapped, Placed, Proofs
from shared.proof.bundle.reasons import Reasons, Wrong
from shared.proof.bundle.said import Said, entry_name, read_entry
from shared.proof.casemap import EMPTY, NotAValue, Value, chained, encode, key_of, value_of, verify
from shared.proof.checkpoint import Checkpoint
from shared.proof.tree import verify_inclusion

MAP_ENTRY = "map-entry.json"
SEAL_TYPE, SEAL_SUBJECT, SEAL_LOG = "ledger.map_sealed", "ledger/map", "/ledger"


class Case(NamedTuple):
    """The entries that could be read, in the order of the tree, and the seal of the map."""

    entries: list[Said]
    seal: Optional[Said]


def read_case(files: Mapping[str, bytes], proofs: Proofs, reasons: Reasons) -> Case:
    """The entries and the seal, as far as they can be read."""
    found = []
    for placed in proofs.entries:
        one = _read(files, entry_name(placed.number), placed, reasons)
        found += [one] if one else []
    return Case(found, _read(files, MAP_ENTRY, proofs.map.seal, reasons))


def _read(files: Mapping[str, bytes], about: str, placed: Placed, reasons: Reasons) -> Optional[Said]:
    if about not in files:
        reasons.add("file.missing", about)
        return None
    return reasons.trying(about, lambda: read_entry(about, files[about], placed))


def check_case(case: Case, proofs: Proofs, manifest: Manifest, tree: Checkpoint, reasons: Reasons) -> None:
    """Every entry is in the tree, about this case, after the one before it; and the map knows of no other."""
    paths = {placed.number: placed.path for placed in proofs.entries}
    for one in case.entries:
        if one.subject != manifest.subject:
            reasons.add("entry.subject", one.about)
        _check_included(one, paths[one.number], tree, reasons)
    _check_sequence(case.entries, reasons)
    if case.seal is not None:
        _check_included(case.seal, proofs.map.seal.path, tree, reasons)
        root = reasons.trying(MAP_ENTRY, lambda: _sealed_root(case.seal, tree))
        if root is not None:
            _check_map(case.entries, proofs.map, root, manifest.subject, reasons)


def _check_included(one: Said, path: Sequence[bytes], tree: Checkpoint, reasons: Reasons) -> None:
    reasons.trying(one.about, lambda: verify_inclusion(one.number, tree.size, one.leaf(), path, tree.root))


def _check_sequence(entries: Sequence[Said], reasons: Reasons) -> None:
    """Numbers ascend; in each log positions do as well, and neighbours are chained; no id comes twice."""
    last: dict[str, Said] = {}
    ids: set[str] = set()
    number = -1
    for one in entries:
        before = last.get(one.log)
        if one.number <= number or (before and one.position <= before.position):
            reasons.add("entry.order", one.about)
        if before and one.position == before.position + 1 and one.previous != before.hash:
            reasons.add("entry.chain", one.about)
        if one.id in ids:
            reasons.add("entry.repeated", one.about)
        ids.add(one.id)
        last[one.log], number = one, one.number


def _sealed_root(seal: Optional[Said], tree: Checkpoint) -> bytes:
    """The root of the map that the last entry under the checkpoint seals."""
    if seal is None or (seal.type, seal.subject) != (SEAL_TYPE, SEAL_SUBJECT) or not seal.log.endswith(SEAL_LOG):
        raise Wrong("map.seal", MAP_ENTRY, "type")
    root, size = seal.data.get("root"), seal.data.get("size")
    if type(root) is not str or len(root) != 2 * len(EMPTY) or size != seal.number:
        raise Wrong("map.seal", MAP_ENTRY, "data")
    if seal.number != tree.size - 1:
        raise Wrong("map.not_last", MAP_ENTRY)
    try:
        return bytes.fromhex(root)
    except ValueError:
        raise Wrong("map.seal", MAP_ENTRY, "root") from None


def _check_map(entries: Sequence[Said], mapped: Mapped, root: bytes, subject: str, reasons: Reasons) -> None:
    try:
        value = value_of(mapped.value)
    except NotAValue:
        reasons.add("map.proof", subject)
        return
    if not verify(root, key_of(subject), encode(value), mapped.siblings):
        reasons.add("map.proof", subject)
        return
    _check_complete(entries, value, subject, reasons)


def _check_complete(entries: Sequence[Said], value: Value, subject: str, reasons: Reasons) -> None:
    """Nothing left out, added or in another order: what is there makes the chain that was sealed."""
    if len(entries) != value.count:
        reasons.add("map.count", subject, str(value.count))
        return
    chain = EMPTY
    for one in entries:
        chain = chained(chain, one.leaf())
    if chain != value.chain:
        reasons.add("map.chain", subject)
    if not entries or entries[-1].number != value.last:
        reasons.add("map.last", subject, str(value.last))
