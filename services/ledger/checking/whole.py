"""All of `huying log verify`: each log beside its copy, then the tree over the copies. Reads databases and nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from services.ledger.checking import rows
from services.ledger.checking.files import Files
from services.ledger.checking.guards import unguarded
from services.ledger.checking.naming import Named
from services.ledger.checking.passing import Passed
from services.ledger.checking.seen import Seen, Subjects
from services.ledger.checking.trees import Outside, check_tree
from services.ledger.checking.vaulted import check_vault
from services.ledger.tree.tables import checkpoints
from shared.bus.relay import remember
from shared.proof.keys import VerifierKey

LEDGER = "ledger"
CLOSES = "intake"
"""Whose log says which keys were destroyed."""
MARK = "verified:size"
"""In the ledger's `progress`: the size of the tree up to which everything was found in order."""
Told = Callable[[int, int], None]
"""How far it is: rows looked at, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be verified. `services` empty: all, and the tree. `incremental`: behind what was verified last.

    `keys` are the log's, from outside: without any, those of the key file (`own_keys`) and those that the ledger says
    it adopted. `witnesses` by their keys' names; `notes` are checkpoints that were kept outside, by where from.
    `vault`: its database, where it can be reached; it is looked at in full looks at all services.
    """

    services: Sequence[str] = ()
    incremental: bool = False
    keys: Sequence[VerifierKey] = ()
    own_keys: Sequence[VerifierKey] = ()
    witnesses: Mapping[str, VerifierKey] = field(default_factory=dict)
    notes: Mapping[str, bytes] = field(default_factory=dict)
    vault: Engine | None = None


def verify(
    engines: Mapping[str, Engine], jurisdiction: str, asked: Asked, told: Told = lambda *_: None
) -> dict[str, Any]:
    """One row per log in `logs` (its own) and in `ledger` (the copies), the tree in `tree`, the triggers in `guards`,

    the vault in `vault`; `ok` only without any fault.
    """
    names = asked.services or tuple(engines)
    if unknown := [name for name in names if name not in engines]:
        raise ValueError(f"there is no service {unknown[0]}; known: {', '.join(engines)}")
    rows.hold_memory()
    with _snapshot(engines[LEDGER]) as ledger:
        work = _Work(ledger, engines, jurisdiction, asked, told)
        logs = [work.log(name) for name in names]
        tree = work.tree() if not asked.services and work.has_tree else None
        guards = {"log": "guards", "faults": work.guards}
    vault = None
    if asked.vault is not None and work.files is not None:  # looked at last: a file is there before its entry is
        vault = check_vault(asked.vault, engines[CLOSES], work.files)
    beside = [part["faults"] for part in (tree, guards, vault) if part]
    found = [*(one.own for one in logs), *(one.copy for one in logs), *beside]
    return {
        "ok": not any(found),
        "logs": [_log(one) for one in logs],
        "ledger": [_copy(one) for one in logs],
        "tree": tree,
        "guards": guards,
        "vault": vault,
    }


def _log(one: Passed) -> dict[str, Any]:
    return {"log": one.name, "entries": one.entries, "head": one.own_end[1], "faults": one.own}


def _copy(one: Passed) -> dict[str, Any]:
    return {"log": one.name, "kept": one.kept, "not_yet_received": one.behind, "faults": one.copy}


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """The ledger as it is at one moment: what is read of the others afterwards is at least as new."""
    is_postgresql = engine.dialect.name == "postgresql"
    level = {"isolation_level": "REPEATABLE READ"} if is_postgresql else {}
    with engine.connect().execution_options(**level) as connection:
        rows.quicken(connection)
        rows.last(connection, "inbox")  # the moment
        yield connection


class _Work:
    def __init__(
        self, ledger: Connection, engines: Mapping[str, Engine], jurisdiction: str, asked: Asked, told: Told
    ) -> None:
        self._ledger, self._engines, self._jurisdiction, self._asked, self._told = (
            *(ledger, engines, jurisdiction),
            *(asked, told),
        )
        self.has_tree = inspect(ledger).has_table(checkpoints.name)
        self._base = self._trusted_size() if asked.incremental and self.has_tree else 0
        self._subjects = Subjects()
        self._seen: dict[str, Seen] = {}
        self.guards: list[Named] = []
        is_whole = asked.vault is not None and not asked.services and not asked.incremental
        self.files = Files() if is_whole else None
        self._done = 0
        self._copy_ends = {name: rows.last(ledger, "inbox", "WHERE source = ?", (name,)) for name in engines}
        leaves = rows.last_leaf(ledger) + 1 - self._base if self.has_tree and not asked.services else 0
        self._total = sum(self._copy_ends[name] - self._after(name) for name in asked.services or engines) + leaves

    def log(self, name: str) -> Passed:
        """One log beside its copy."""
        source, after = self._source(name), self._after(name)
        seen = self._seen[source] = Seen(self._subjects, after)
        passed = Passed(name, source)
        with self._own(name) as own:
            self.guards += unguarded(own, name, tree=name == LEDGER and self.has_tree)
            if after:
                passed.own_end = after, _hash(own, "entries WHERE position = ?", (after,))
                passed.copy_end = after, _hash(self._ledger, "inbox WHERE source = ? AND position = ?", (name, after))
            own_end = rows.last(own, "entries")
            for _, span in rows.spans(own, self._ledger, name, after, own_end, self._copy_ends[name]):
                passed.take(span, seen)
                if self.files is not None:
                    self.files.take(name, span.own)
                self._advance(len(span.own))
        return passed

    def tree(self) -> dict[str, Any]:
        """Leaves, tiles, map, checkpoints, cosignatures."""
        asked = self._asked
        outside = Outside(asked.keys, asked.own_keys, asked.witnesses, asked.notes)
        return check_tree(self._ledger, self._base, self._seen, self._subjects, outside, self._advance)

    def _advance(self, count: int) -> None:
        self._done += count
        self._told(self._done, max(self._total, self._done))

    @contextmanager
    def _own(self, name: str) -> Iterator[Connection]:
        if name == LEDGER:
            yield self._ledger
            return
        with self._engines[name].connect() as connection:
            rows.quicken(connection)
            yield connection

    def _source(self, name: str) -> str:
        return f"/{self._jurisdiction}/{name}"

    def _after(self, name: str) -> int:
        """The last position of a log in the tree that is trusted."""
        if not self._base:
            return 0
        rest = "FROM leaves WHERE source = ? AND number < ? ORDER BY position DESC LIMIT 1"
        found = rows.select(self._ledger, "position", rest, (self._source(name), self._base))
        return found[0][0] if found else 0

    def _trusted_size(self) -> int:
        """The newest checkpoint within what was verified; 0 for a tree that never was."""
        mark = rows.select(self._ledger, "position", "FROM progress WHERE name = ?", (MARK,))
        rest = "FROM checkpoints WHERE size <= ?"
        return (rows.select(self._ledger, "max(size)", rest, (mark[0][0],))[0][0] or 0) if mark else 0


def _hash(connection: Connection, where: str, values: tuple[Any, ...]) -> str:
    found = rows.select(connection, "{body}", f"FROM {where}", values)
    return sha256(found[0][0]).hexdigest() if found else ""


def note_verified_size(connection: Connection, size: int) -> None:
    """Remember up to where everything was in order, for the next incremental look."""
    remember(connection, MARK, size)
