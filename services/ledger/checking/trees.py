"""The tree against everything it is over, and against everything that was signed about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from services.ledger.checking import rows
from services.ledger.checking.chains import Chains
from services.ledger.checking.leaves import Leaves
from services.ledger.checking.mapped import root_of
from services.ledger.checking.naming import Named, fault
from services.ledger.checking.seen import Seen, Subjects
from services.ledger.checking.signatures import Signed, of_checkpoint, of_cosignatures
from services.ledger.tree.edge import Edge
from services.ledger.tree.mapping import StoredNodes
from services.ledger.tree.nodes import NotThere
from services.ledger.tree.proving import BrokenSeal, Sealed, seal_before, sealed_size
from services.ledger.tree.standing import stated
from shared.proof.keys import VerifierKey, read_verifier_key
from shared.proof.unproven import Unproven


class Outside(NamedTuple):
    """What is held against the database from outside: keys, those of the key file, witnesses, and kept checkpoints."""

    keys: Sequence[VerifierKey]
    own_keys: Sequence[VerifierKey]
    witnesses: Mapping[str, VerifierKey]
    notes: Mapping[str, bytes]


class _Adopted(msgspec.Struct):
    verifier: str


class _Entry(msgspec.Struct):
    data: _Adopted


_adopted = msgspec.json.Decoder(_Entry)


def check_tree(
    connection: Connection,
    base: int,
    seen: Mapping[str, Seen],
    subjects: Subjects,
    outside: Outside,
    advance: Callable[[int], None],
) -> dict[str, Any]:
    """`base`: the size that is trusted (0: nothing is). `seen` are the logs by their names in leaves."""
    stored, size = list(_stored(connection, base)), rows.last_leaf(connection) + 1
    sealed, broken_seal = _last_seal(connection, size)
    chains = None if base else Chains()
    try:
        leaves = Leaves(connection, Edge.at(connection, base), seen, chains)
    except (NotThere, Unproven, ValueError) as broken:
        return _row(size, stored, [fault(base, "tile", f"the edge of the verified tree cannot be read: {broken}")])
    if base:
        leaves.roots[base] = Edge.at(connection, base).root()
    notes = {name: one for name, note in outside.notes.items() if (one := stated(note))}
    sizes = [one.size for one in stored] + [one.size for one in notes.values()]
    for count in leaves.walk(size, sizes, sealed.covered if sealed else 0):
        advance(count)
    faults = [*broken_seal, *leaves.faults, *_signed(connection, stored, leaves, outside)]
    faults += _lacking(connection, stored, leaves, size)
    if sealed is not None:
        faults += _map(connection, sealed.number, sealed.root, root_of(chains, subjects.names) if chains else None)
    for name, note in outside.notes.items():
        faults += _kept(name, note, leaves, base, outside)
    return _row(size, stored, faults)


def _last_seal(connection: Connection, size: int) -> tuple[Sealed | None, list[Named]]:
    """The seal that the map is held against; where it cannot be read, its fault: everything else is looked at all the same."""
    try:
        return seal_before(connection, size), []
    except BrokenSeal as broken:
        return None, [fault(size - 1, "map_seal", f"{broken}: the map cannot be held against it")]


def _row(size: int, stored: Sequence[Signed], faults: list[Named]) -> dict[str, Any]:
    last = stored[-1].size if stored else 0
    return {"log": "tree", "leaves": size, "checkpoints": len(stored), "checkpoint": last, "faults": faults}


def _stored(connection: Connection, base: int) -> Iterator[Signed]:
    lines: dict[int, list[str]] = {}
    for size, line in rows.select(connection, "size, line", "FROM cosignatures WHERE size >= ? ORDER BY name", (base,)):
        lines.setdefault(size, []).append(line)
    for size, body in rows.select(
        connection, "size, {body}", "FROM checkpoints WHERE size >= ? ORDER BY size", (base,)
    ):
        yield Signed(size, body, lines.get(size, ()))


def _signed(connection: Connection, stored: Sequence[Signed], leaves: Leaves, outside: Outside) -> Iterator[Named]:
    keys = list(outside.keys) or [*outside.own_keys, *_said(connection)]
    for one in stored:
        if one.size > leaves.size:
            yield fault(one.size, "checkpoint_beyond", f"it is over {one.size} leaves, the tree has {leaves.size}")
        yield from of_checkpoint(one, leaves.roots.get(one.size), dict.fromkeys(keys))
        yield from of_cosignatures(one, outside.witnesses)
    if stored and outside.own_keys and not outside.keys:
        newest = of_checkpoint(stored[-1], None, outside.own_keys)
        if any(one["code"] == "checkpoint_signature" for one in newest):
            yield fault(stored[-1].size, "checkpoint_key", "no key of the key file has signed the newest checkpoint")


def _said(connection: Connection) -> Iterator[VerifierKey]:
    """The keys that the ledger says it adopted: those of older checkpoints may be retired."""
    for (body,) in rows.select(connection, "{body}", "FROM entries WHERE type = ?", ("ledger.key_adopted",)):
        try:
            yield read_verifier_key(_adopted.decode(body).data.verifier)
        except (Unproven, ValueError):
            continue  # the log's own verification names it


def _lacking(connection: Connection, stored: Sequence[Signed], leaves: Leaves, size: int) -> Iterator[Named]:
    there = {one.size for one in stored}
    for number, position in leaves.seals:
        if number + 1 not in there and sealed_size(connection, position) == number:
            yield fault(number + 1, "checkpoint_missing", f"the seal at leaf {number} has no checkpoint behind it")
    if stored and stored[-1].size < size:
        yield fault(stored[-1].size, "checkpoint_missing", "leaves lie behind the newest checkpoint")
    full, count = 0, size >> 8
    while count:
        full, count = full + count, count >> 8
    found = rows.select(connection, "count(*)", "FROM tiles", ())[0][0]
    if found > full:
        yield fault(size, "tile_beyond", f"{found} full tiles are stored; a tree of {size} leaves has {full}")


def _map(connection: Connection, number: int, sealed: bytes, computed: bytes | None) -> Iterator[Named]:
    if computed is not None and computed != sealed:
        yield fault(number, "map_root", "the last sealed map is not that of the leaves before it")
    try:
        stands = StoredNodes(connection).root()
    except (ValueError, IndexError):
        stands = b""
    if stands != sealed:
        yield fault(number, "map_nodes", "the stored map is not the sealed one; it is made anew at the next checkpoint")


def _kept(name: str, note: bytes, leaves: Leaves, base: int, outside: Outside) -> Iterator[Named]:
    """A checkpoint from outside the database against the tree."""
    said = stated(note)
    if said is None:
        yield fault(0, "kept_malformed", f"{name} is no checkpoint")
        return
    if said.size > leaves.size:
        yield fault(said.size, "kept_beyond", f"{name} is over {said.size} leaves, the tree has {leaves.size}")
    elif said.size >= base:
        for one in of_checkpoint(
            Signed(said.size, note), leaves.roots.get(said.size), outside.keys or outside.own_keys
        ):
            yield fault(said.size, one["code"].replace("checkpoint", "kept"), f"{name}: {one['detail']}")
