"""A case as the tree proves it: entries, paths, seal, map, checkpoints; everything read from one connection."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from services.ledger.evidence.copies import Copy, copies
from services.ledger.tree import proving
from services.ledger.tree.tables import checkpoints
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.schema import entries
from shared.house.house import House
from shared.proof.bundle.documents import Placed
from shared.proof.casemap import Value, decode
from shared.proof.checkpoint import open_checkpoint, read_checkpoint
from shared.proof.keys import VerifierKey
from shared.proof.note import split_note
from shared.proof.packing import Earlier, Leaf
from shared.proof.unproven import Unproven

Place = tuple[str, int]
"""Log (`/hailar/intake`) and position of an entry."""


class NotCovered(Exception):
    """The newest checkpoint does not cover the case yet: the next one will."""


class Gathered(NamedTuple):
    """What a bundle holds of a case beside what is disclosed of it; `facts` are its entries as readers see them."""

    case_no: str
    origin: str
    size: int
    checkpoint: bytes
    entries: list[Leaf]
    facts: list[Fact]
    seal: Leaf
    sealed: Fact
    value: Value
    siblings: list[bytes]
    earlier: Earlier | None


class Begin(NamedTuple):
    """From which earlier checkpoint a bundle begins: a given one (a signed note), otherwise the first that covered the
    case's first entry, if one of these keys has signed it."""

    given: bytes | None = None
    keys: Sequence[VerifierKey] = ()


FROM_THE_FIRST = Begin()


def gathered(house: House, case_no: str, musts: Sequence[Place] = (), begin: Begin = FROM_THE_FIRST) -> Gathered:
    """The case under the newest checkpoint. NotCovered while entries of it, or those of `musts`, are not under it.

    ValueError for a checkpoint to begin from that is larger than the newest, or none.
    """
    with house.log.reading() as connection:
        checkpoint = proving.checkpoint(connection)
        sealed = proving.seal_before(connection, checkpoint.size) if checkpoint else None
        if checkpoint is None or sealed is None:
            raise NotCovered("there is no checkpoint yet")
        try:
            body, siblings = proving.map_proof(connection, case_no, sealed)
        except proving.MapMoved as moved:
            raise NotCovered(str(moved)) from None
        if body is None:
            raise NotCovered(f"no entry of {case_no} is under a checkpoint yet")
        value, size = decode(body), checkpoint.size
        found = _covered(connection, case_no, value, musts)
        leaves = [_leaf(connection, one, size) for one in found]
        seal = _seal(connection, house, sealed, size)
        return Gathered(
            case_no=case_no,
            origin=read_checkpoint(split_note(checkpoint.note)[0]).origin,
            size=size,
            checkpoint=checkpoint.note,
            entries=leaves,
            facts=[fact_of(leaf.body) for leaf in leaves],
            seal=seal,
            sealed=fact_of(seal.body),
            value=value,
            siblings=siblings,
            earlier=_earlier(connection, found[0].number or 0, size, begin),
        )


def _covered(connection: Connection, case_no: str, value: Value, musts: Sequence[Place]) -> list[Copy]:
    """The entries that the map counted, all that are kept of the case among them."""
    found = copies(connection, case_no)
    if len(found) != value.count:
        found = copies(connection, case_no, thorough=True)
    covered = [one for one in found if one.number is not None and one.number <= value.last]
    there = {(one.source, one.position) for one in covered}
    if len(covered) != value.count or len(covered) != len(found) or not there.issuperset(musts):
        raise NotCovered(f"not all entries of {case_no} are under the newest checkpoint")
    return sorted(covered, key=lambda one: one.number or 0)


def _leaf(connection: Connection, one: Copy, size: int) -> Leaf:
    number = one.number or 0
    path = proving.inclusion_path(connection, number, size)
    return Leaf(Placed(number, one.source, one.position, path), one.body)


def _seal(connection: Connection, house: House, sealed: proving.Sealed, size: int) -> Leaf:
    body = connection.scalar(select(entries.c.body).where(entries.c.position == sealed.position))
    source = f"/{house.world.jurisdiction}/{house.name}"
    return _leaf(connection, Copy(sealed.number, source, sealed.position, bytes(body or b"")), size)


def _earlier(connection: Connection, first: int, size: int, begin: Begin) -> Earlier | None:
    """The checkpoint to begin from; none where the newest is the first that covers the case."""
    note = begin.given or _first_over(connection, first, size, begin.keys)
    if note is None:
        return None
    try:
        leaves = read_checkpoint(split_note(note)[0]).size
    except Unproven as wrong:
        raise ValueError(f"the earlier checkpoint cannot be read: {wrong.sentence}") from None
    if not 0 < leaves <= size:
        raise ValueError(f"the earlier checkpoint has {leaves} leaves, the newest here {size}: it is no earlier one")
    return Earlier(note, proving.consistency_path(connection, leaves, size))


def _first_over(connection: Connection, first: int, size: int, keys: Sequence[VerifierKey]) -> bytes | None:
    at = checkpoints.c.size
    leaves = connection.scalar(select(at).where(at > first, at < size).order_by(at).limit(1))
    stored = proving.checkpoint_of(connection, leaves) if leaves else None
    try:
        return stored.note if stored and open_checkpoint(stored.note, keys) else None
    except Unproven:
        return None  # of a key that signs no more
