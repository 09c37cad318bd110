"""Asking the witnesses to cosign: each in a thread of its own, beside the sequencer, which waits for none of them."""

import threading
from collections.abc import Iterable
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, func, select

from services.ledger.tree.proving import Stored, checkpoint, consistency_path
from services.ledger.tree.standing import note_witnessed
from services.ledger.tree.store import write_cosignature
from services.ledger.tree.tables import checkpoints, cosignatures
from shared.eventlog.unit import Unavailable
from shared.house.house import House
from shared.proof.note import Signature, split_note
from shared.proof.policy import Party, read_policy
from shared.proof.unproven import Unproven
from shared.telemetry import metrics
from shared.telemetry.logs import logger
from shared.witness.asking import Refused, cosigned

log = logger("tree")
POLICY = "witness_policy"
"""The name under which the world gives the path of the policy file."""
SECONDS = 5.0
AT_START = 2.0
LARGEST = 2**63 - 1
"""What a database keeps of a size that a witness names."""


class Witnesses:
    """Those that the policy names with an address; the file is read again when it changed."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._path: Path | None = house.world.gateways.get(POLICY)
        self._stamp: float = 0
        self._parties: tuple[Party, ...] = ()
        self._busy: set[str] = set()
        self._said: dict[str, str] = {}

    def parties(self) -> tuple[Party, ...]:
        """Who is asked now."""
        try:
            stamp = self._path.stat().st_mtime if self._path else 0.0
            if self._path and stamp != self._stamp:
                read = read_policy(self._path.read_bytes())
                self._parties, self._stamp = tuple(one for one in read.witnesses if one.url), stamp
        except (OSError, Unproven) as unusable:
            self._report("policy", f"{self._path}: {unusable}")
        return self._parties

    def ask(self) -> None:
        """Begin to ask those who have not cosigned the newest checkpoint and are not being asked."""
        parties = [one for one in self.parties() if one.name not in self._busy]
        if not parties:
            return
        with self._house.log.reading() as connection:
            newest = checkpoint(connection)
            known = {one.name: cosigned_size(connection, one) for one in parties}
        if newest is None:
            return
        for party in parties:
            if known[party.name] < newest.size:
                self._busy.add(party.name)
                work = threading.Thread(target=self._one, args=(party, newest, known[party.name]), daemon=True)
                work.start()

    def ask_first(self) -> None:
        """Ask all and wait, once at the start: one of them may know more than a database that came out of a backup."""
        with self._house.log.reading() as connection:
            newest = checkpoint(connection)
        if newest is None:
            return
        threads = [
            threading.Thread(target=self._one, args=(party, newest, newest.size, AT_START), daemon=True)
            for party in self.parties()
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(AT_START * 2)

    def _one(self, party: Party, newest: Stored, old: int, seconds: float = SECONDS) -> None:
        """A thread's whole work; what goes wrong is said, and tried again at the next turn."""
        try:
            answer = cosigned(own_note(newest), old, self._prover(newest.size), party, seconds=seconds)
            self._settle(party, newest.size, answer)
        except Unavailable:
            return  # the database is away; the next turn asks again
        finally:
            self._busy.discard(party.name)

    def _prover(self, size: int) -> "_Prover":
        return _Prover(self._house, size)

    def _settle(self, party: Party, size: int, answer: Signature | Refused) -> None:
        code = answer.code if isinstance(answer, Refused) else "cosigned"
        metrics.asked_witness(self._house.name, party.name, code)
        if isinstance(answer, Refused):
            self._report(party.name, f"{answer.code}: {answer.sentence}")
            return
        self._said.pop(party.name, None)
        line, now = answer.line().rstrip("\n"), self._house.clock()
        self._house.log.chore(lambda connection: write_cosignature(connection, size, party.key.name, line, now))

    def _report(self, who: str, why: str) -> None:
        """Once, until it is something else."""
        if self._said.get(who) != why:
            self._said[who] = why
            step = "checkpoints go on without it; ask those who run it, see docs/operations/alerts/WitnessSilent.md"
            log.warning("not cosigned", service=self._house.name, witness=who, why=why, next_step=step)


class _Prover:
    """Proves from the size that a witness names; a larger one than ours is noted, for then nothing may be signed."""

    def __init__(self, house: House, size: int) -> None:
        self._house, self._size = house, size

    def __call__(self, old: int) -> list[bytes]:
        with self._house.log.reading() as connection:
            if old <= self._size:
                return consistency_path(connection, old, self._size)
            beyond = checkpoint(connection, old) is None
        if beyond:  # not merely a checkpoint that was made meanwhile
            note_witnessed(self._house, min(old, LARGEST))
        raise Unproven("witness.ahead", f"it knows {old} leaves, this tree had {self._size} when it was asked")


def own_note(stored: Stored) -> bytes:
    """The note with the log's own signatures alone."""
    text, signatures = split_note(stored.note)
    origin = text.partition("\n")[0]
    return (text + "\n" + "".join(one.line() for one in signatures if one.name == origin)).encode()


def cosigned_size(connection: Connection, party: Party) -> int:
    """The largest size that a witness has cosigned; 0 before the first."""
    return connection.scalar(select(func.max(cosignatures.c.size)).where(cosignatures.c.name == party.key.name)) or 0


def behind(connection: Connection, parties: Iterable[Party], now: float) -> dict[tuple[str, ...], float]:
    """By witness: for how many seconds there has been a checkpoint that it has not cosigned; 0 if it has them all."""
    found: dict[tuple[str, ...], float] = {}
    for party in parties:
        size = cosigned_size(connection, party)
        first = select(checkpoints.c.made_at).where(checkpoints.c.size > size).order_by(checkpoints.c.size).limit(1)
        since = connection.scalar(first)
        found[(party.name,)] = max(now - since.timestamp(), 0) if since else 0
    return found


_witnesses: "WeakKeyDictionary[House, Witnesses]" = WeakKeyDictionary()


def witnesses_of(house: House) -> Witnesses:
    """The witnesses of this house."""
    found = _witnesses.get(house)
    if found is None:
        found = _witnesses[house] = Witnesses(house)
    return found
