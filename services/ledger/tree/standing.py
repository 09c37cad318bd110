"""Whether the ledger may sign: never a smaller tree, or another one, under a name for which more is known.

What is known outside the database: the last checkpoint, kept as a file in the data folder; what a witness answered; and
that the database came out of a backup (`huying restore` marks it), after which only a person knows what was published.
"""

from pathlib import Path

from sqlalchemy import Connection, delete, select

from services.ledger.domain.signing_key import KeyAdopted
from services.ledger.tree.proving import checkpoint
from shared.bus.relay import remember
from shared.eventlog.fact import fact_of
from shared.eventlog.schema import entries, progress
from shared.house.house import House
from shared.kernel.stored import stored_name
from shared.proof.checkpoint import Checkpoint, read_checkpoint
from shared.proof.note import split_note
from shared.proof.unproven import Unproven

RESTORED = "tree:restored"
"""In `progress`: this database came out of a backup, and nobody has said yet how the tree goes on."""
WITNESSED = "tree:witnessed"
"""In `progress`: the largest size that a witness knows of the present origin."""
KEPT = "ledger.checkpoint"
NEW_ORIGIN = "keep a copy of the database, then give the tree a new name: huying ledger rotate --origin NAME"


class Refused(Exception):
    """No checkpoint is signed; the message says why, `next_step` what to do."""

    def __init__(self, why: str, next_step: str) -> None:
        super().__init__(why)
        self.next_step = next_step


def may_go_on(connection: Connection, folder: Path, origin: str) -> bool:
    """Refused; whether the tree goes on under a new name, so that what was known of the old one binds no more."""
    stored = checkpoint(connection)
    size, ours = (stored.size, stated(stored.note)) if stored else (0, None)
    marks = select(progress.c.name, progress.c.position).where(progress.c.name.in_((RESTORED, WITNESSED)))
    known: dict[str, int] = {row.name: row.position for row in connection.execute(marks)}
    if ours is not None and ours.origin != origin and origin in _former_names(connection):
        raise Refused(f"{origin} named this tree before, and may be known with more leaves", NEW_ORIGIN)
    if known and ours is not None and ours.origin != origin:
        return True
    kept = kept_beside(folder)
    if kept is not None and kept.origin == origin and (kept.size > size or _differs(kept, ours)):
        raise Refused(f"a checkpoint over {kept.size} leaves was made before; this tree has {size}", NEW_ORIGIN)
    if known.get(WITNESSED, 0) > size:
        raise Refused(
            f"a witness says it knows a checkpoint over {known[WITNESSED]} leaves; this tree has {size}",
            f"have it show that checkpoint; if it cannot, take it out of the policy, then: huying ledger resume; if it can, "
            f"{NEW_ORIGIN}",
        )
    if RESTORED in known:
        raise Refused(
            f"this ledger was restored from a backup, with a tree of {size} leaves",
            f"if no checkpoint over more was ever published: huying ledger resume; otherwise {NEW_ORIGIN}",
        )
    return False


def _former_names(connection: Connection) -> set[str]:
    """Every name that the tree had before its present one, by the keys that were adopted."""
    said = select(entries.c.body).where(entries.c.type == stored_name(KeyAdopted)).order_by(entries.c.position)
    names = [fact_of(bytes(body)).data["verifier"].partition("+")[0] for body in connection.scalars(said)]
    return set(names) - set(names[-1:])


def stated(note: bytes) -> Checkpoint | None:
    """What a note states, its signatures unchecked; None if it is no checkpoint."""
    try:
        return read_checkpoint(split_note(note)[0])
    except Unproven:
        return None


def _differs(kept: Checkpoint, ours: Checkpoint | None) -> bool:
    return ours is not None and ours.size == kept.size and ours.root != kept.root


def keep_beside(folder: Path, note: bytes) -> None:
    """Keep the newest checkpoint outside the database, as far as the folder can be written."""
    draft = folder / f".{KEPT}.new"
    try:
        draft.write_bytes(note)
        draft.replace(folder / KEPT)
    except OSError:
        return


def kept_beside(folder: Path) -> Checkpoint | None:
    """The checkpoint kept outside the database; None where there is none that can be read."""
    try:
        return stated((folder / KEPT).read_bytes())
    except OSError:
        return None


def note_witnessed(house: House, size: int) -> None:
    """A witness knows a larger checkpoint than we have."""
    house.log.chore(lambda connection: remember(connection, WITNESSED, size))


def resume(connection: Connection) -> None:
    """A person has said that the restored tree is the newest there was, or has given it a new name."""
    connection.execute(delete(progress).where(progress.c.name.in_((RESTORED, WITNESSED))))
