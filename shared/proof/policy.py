"""Which logs and witnesses are trusted, and how many of them are enough: files of C2SP tlog-policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from shared.proof.keys import COSIGNS, SIGNS, VerifierKey, read_verifier_key
from shared.proof.note import Note
from shared.proof.unproven import Unproven

NO_QUORUM = "none"
_BLANKS = re.compile(r"[ \t]+")
_COUNT = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


class Party(NamedTuple):
    """A log or a witness. `name` is the policy's own (a log's is its origin); `url` is empty where none is given."""

    name: str
    key: VerifierKey
    url: str = ""


class Group(NamedTuple):
    """Has witnessed what at least `least` of its members (witnesses or groups) have witnessed."""

    name: str
    least: int
    members: tuple[str, ...]


class Policy(NamedTuple):
    """The groups stand in the order of the file, each after its members."""

    logs: tuple[Party, ...]
    witnesses: tuple[Party, ...]
    groups: tuple[Group, ...]
    quorum: str

    def keys(self) -> list[VerifierKey]:
        """Those to open a note with, before it is asked whether the policy is satisfied."""
        return [party.key for party in (*self.logs, *self.witnesses)]

    def witnessed(self, note: Note) -> bool:
        """Whether enough witnesses have cosigned the note, which was opened with `keys()`."""
        met = {NO_QUORUM: True}
        met.update((witness.name, note.is_signed_by(witness.key)) for witness in self.witnesses)
        for group in self.groups:
            met[group.name] = sum(met[member] for member in group.members) >= group.least
        return met[self.quorum]

    def satisfied(self, note: Note) -> bool:
        """Whether the log that the note is of is one of these (where any are named) and has signed, and enough witnesses."""
        origin = note.text.partition("\n")[0]
        is_signed = any(log.key.name == origin and note.is_signed_by(log.key) for log in self.logs) or not self.logs
        return is_signed and self.witnessed(note)


def read_policy(content: bytes) -> Policy:
    """The policy of a file; `Unproven` names the line and what to do."""
    reader = _Reader()
    # Octets that are no UTF-8 stay distinct and are given back as they came; the format asks for no more.
    for number, line in enumerate(content.decode("utf-8", "surrogateescape").split("\n"), 1):
        try:
            reader.read(line.strip(" \t"))
        except Unproven as wrong:
            raise Unproven("policy.malformed", f"policy, line {number}: {wrong.sentence}") from None
    if reader.quorum is None:
        raise Unproven("policy.malformed", "policy: no line says the quorum; end with `quorum <name>` or `quorum none`")
    return Policy(tuple(reader.logs), tuple(reader.witnesses), tuple(reader.groups), reader.quorum)


class _Reader:
    def __init__(self) -> None:
        self.logs: list[Party] = []
        self.witnesses: list[Party] = []
        self.groups: list[Group] = []
        self.quorum: str | None = None
        self._free: dict[str, bool] = {}

    def read(self, line: str) -> None:
        if any((character < " " and character != "\t") or character == "\x7f" for character in line):
            raise _wrong("it has a control character; save the file with plain line ends (no carriage returns)")
        if not line or line.startswith("#"):
            return
        kind, *items = _BLANKS.split(line)
        readers: dict[str, Callable[[list[str]], None]] = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._quorum,
        }
        if kind not in readers:
            raise _wrong(f"a line begins with log, witness, group or quorum, not with {kind!r}")
        readers[kind](items)

    def _log(self, items: list[str]) -> None:
        if len(items) not in (1, 2):
            raise _wrong("write `log <key> [<url>]`")
        key = _key(items[0], SIGNS, "a log's key has an A behind its second plus sign; is this a witness's?")
        self.logs.append(_new(Party(key.name, key, *items[1:]), self.logs))

    def _witness(self, items: list[str]) -> None:
        if len(items) not in (2, 3):
            raise _wrong("write `witness <name> <key> [<url>]`")
        self._define(items[0])
        key = _key(items[1], COSIGNS, "a witness's key has a B behind its second plus sign; is this a log's?")
        self.witnesses.append(_new(Party(items[0], key, *items[2:]), self.witnesses))

    def _group(self, items: list[str]) -> None:
        if len(items) < 3:
            raise _wrong("write `group <name> <all, any or a number> <member>...`")
        name, count, *members = items
        for member in members:
            self._take(member)
        self._define(name)
        self.groups.append(Group(name, _least(count, len(members)), tuple(members)))

    def _quorum(self, items: list[str]) -> None:
        if len(items) != 1:
            raise _wrong("write `quorum <name>` with the name of one witness or group, or `quorum none`")
        if self.quorum is not None:
            raise _wrong("a second quorum; leave one line of them")
        if items[0] != NO_QUORUM:
            self._known(items[0])
        self.quorum = items[0]

    def _define(self, name: str) -> None:
        if name in self._free or name == NO_QUORUM:
            raise _wrong(f"the name {name!r} is taken; give each witness and group a name of its own")
        self._free[name] = True

    def _known(self, name: str) -> None:
        if name not in self._free:
            raise _wrong(f"no witness or group {name!r} stands above this line; define it first")

    def _take(self, name: str) -> None:
        self._known(name)
        if not self._free[name]:
            raise _wrong(f"{name!r} is a member of a group already; it counts in one way only")
        self._free[name] = False


def _least(count: str, members: int) -> int:
    if count in ("any", "all"):
        return 1 if count == "any" else members
    if _COUNT.fullmatch(count) is None or int(count) > members:
        raise _wrong(f"{count!r} of {members} members; write all, any, or a number from 1 to {members}")
    return int(count)


def _key(text: str, kind: int, otherwise: str) -> VerifierKey:
    key = read_verifier_key(text)
    if key.kind != kind:
        raise _wrong(otherwise)
    return key


def _new(party: Party, others: list[Party]) -> Party:
    if any(party.key.public == other.key.public for other in others):
        raise _wrong(f"the key of {party.name!r} stands above already; each counts once")
    return party


def _wrong(sentence: str) -> Unproven:
    return Unproven("policy.malformed", sentence)
