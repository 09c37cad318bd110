"""The parts of the rules as their own entries tell them: every version, what waits for a second person, the differences."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from typing import Any

import yaml

from services.routing.domain.rules import stream_of
from shared.eventlog.fact import Fact, fact_of
from shared.house.house import House
from shared.rules.rules import PARTS

AROUND = 2
SHORT = 12


@dataclass(frozen=True, slots=True)
class Version:
    """`at` it was adopted or proposed, `by` whom; `proposer` "" where it came from the folder. `content` is JSON."""

    hash: str
    at: datetime
    by: str
    proposer: str
    content: str
    base: str = ""

    @property
    def short(self) -> str:
        """As it stands in due times and dispatches."""
        return self.hash[:SHORT]

    @property
    def text(self) -> str:
        """The content as people read and edit it."""
        return readable(json.loads(self.content))


@dataclass(frozen=True, slots=True)
class Part:
    """`versions`: the newest first, so the first is in force; `proposal` waits for a second person."""

    part: str
    versions: Sequence[Version]
    proposal: Version | None

    @property
    def now(self) -> Version | None:
        """What is in force."""
        return self.versions[0] if self.versions else None

    def version(self, hash_: str) -> Version | None:
        """The latest with a hash that begins so; it needs as much of it as due times show."""
        found = (one for one in self.versions if len(hash_) >= SHORT and one.hash.startswith(hash_))
        return next(found, None)

    def before(self, version: Version) -> Version | None:
        """What it replaced."""
        place = self.versions.index(version) + 1
        return self.versions[place] if place < len(self.versions) else None


def part_of(house: House, part: str) -> Part:
    """One part, from its stream."""
    facts = [fact_of(entry.body) for entry in house.log.stream(stream_of(part))]
    adopted = [_version(fact) for fact in facts if fact.type == "rules.adopted"]
    waiting = facts[-1] if facts and facts[-1].type == "rules.proposed" else None
    return Part(part, adopted[::-1], _version(waiting) if waiting else None)


def parts_of(house: House) -> Sequence[Part]:
    """All parts."""
    return [part_of(house, part) for part in PARTS]


def contents(house: House) -> Mapping[str, Mapping[str, Any]]:
    """What is in force: part → plain content."""
    return {one.part: json.loads(one.now.content) for one in parts_of(house) if one.now}


def _version(fact: Fact) -> Version:
    data = fact.data
    proposer = data.get("proposer", "")
    return Version(data["hash"], fact.recorded_at, fact.actor.account, proposer, data["content"], data.get("base", ""))


def readable(content: Any) -> str:
    """YAML as the folder has it, in the order of the canonical form."""
    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    return text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference. `kind`: `added`, `removed`, `same` or `place`."""

    kind: str
    text: str


KINDS = {"+": "added", "-": "removed", "@": "place"}


def difference(before: Version | None, after: Version) -> Sequence[Line]:
    """What changed, with a little around it; everything is new where nothing was before."""
    return list(_lines(before.text if before else "", after.text))


def _lines(before: str, after: str) -> Iterator[Line]:
    for line in list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=AROUND))[2:]:
        kind = KINDS.get(line[:1], "same")
        yield Line(kind, "…" if kind == "place" else line[1:])
