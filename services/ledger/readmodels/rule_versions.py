"""Which version of each part of the rules was adopted when; the contents are in the exact copies."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, MetaData, RowMapping, Table, Text, select

from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Position, Utc, inbox
from shared.rules.rules import PARTS

SOURCE = "routing"
SHORT = 12

rule_versions = Table(
    "rule_versions",
    MetaData(),
    Column("part", Text, primary_key=True),
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("hash", Text),
    Column("recorded_at", Utc),
)
c = rule_versions.c


def adopted(fact: Fact, rows: Rows) -> None:
    """Routing's `rules.adopted`: one row each, for ever."""
    place = {"part": fact.data["part"], "position": fact.position}
    rows.put(rule_versions, **place, hash=fact.data["hash"], recorded_at=fact.recorded_at)


RULE_VERSIONS = ReadModel("rule_versions", (rule_versions,), heard={(SOURCE, "rules.adopted"): adopted})


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a part, adopted (and recorded) at `since`; `position` is its entry's in routing's log."""

    part: str
    hash: str
    since: datetime
    position: int

    @property
    def short(self) -> str:
        """As it stands in due times and dispatches."""
        return self.hash[:SHORT]


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions that the ledger has, in the order of their adoption."""

    all: tuple[Version, ...]

    def in_force(self, at: datetime) -> Mapping[str, Version]:
        """Part → what was adopted last by this recorded time; in the order of PARTS."""
        found = {one.part: one for one in self.all if one.since <= at}
        return {part: found[part] for part in PARTS if part in found}

    def named(self, part: str, short: str) -> Version | None:
        """The version of a part whose hash begins so: what due times name. The latest if it was adopted again."""
        found = [one for one in self.all if one.part == part and one.short == short]
        return found[-1] if found else None


def versions(connection: Connection) -> Versions:
    """Every version of every part; there are a few dozen in years."""
    rows = connection.execute(select(rule_versions).order_by(c.position)).mappings()
    return Versions(tuple(_version(row) for row in rows))


def _version(row: RowMapping) -> Version:
    return Version(row["part"], row["hash"], row["recorded_at"], row["position"])


def content(connection: Connection, version: Version) -> Mapping[str, Any]:
    """What the version says, read from the exact copy of its entry."""
    where = (inbox.c.source == SOURCE) & (inbox.c.position == version.position)
    return _content(bytes(connection.execute(select(inbox.c.body).where(where)).scalar_one()))


@lru_cache(maxsize=32)
def _content(body: bytes) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(fact_of(body).data["content"])
    return read
