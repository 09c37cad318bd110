"""The rules in force in one service: adopted by routing as entries, by the others on hearing them."""

import json
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import Column, Engine, MetaData, Table, Text, select

from shared.eventlog.engine import is_away
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.rules.rules import EMPTY, Rules, RulesInvalid, rules_from
from shared.telemetry.logs import logger

log = logger("rules")
metadata = MetaData()
rules_adopted = Table(
    "rules_adopted",
    metadata,
    Column("part", Text, primary_key=True),
    Column("hash", Text),
    Column("content", Text),
    Column("adopted_at", Utc),
)
_adopted = rules_adopted.c
PARTS = ("units", "catalogue", "limits", "calendar", "templates", "feeds", "roles")


class Rulebook:
    """The current rules; loaded again after an adoption was committed."""

    def __init__(self, engine: Engine, routing: bool) -> None:
        self._engine, self._stale, self._rules = engine, True, EMPTY
        self._loaded: dict[str, str] = {}
        said = {"rules.adopted": self._adopted} if routing else {}
        heard = {} if routing else {("routing", "rules.adopted"): self._adopted}
        self.readmodel = ReadModel("rules_adopted", (rules_adopted,), said, heard)

    def _adopted(self, fact: Fact, rows: Rows) -> None:
        data = fact.data
        rows.put(
            rules_adopted,
            part=data["part"],
            hash=data["hash"],
            content=data["content"],
            adopted_at=fact.recorded_at,
        )
        self._stale = True

    def committed(self) -> None:
        """Called by the committer after each commit: reads the rules again if an adoption was in it."""
        if self._stale:
            try:
                self.load()
            except Exception as error:
                if not is_away(error):
                    raise  # otherwise the rules stay stale until the next commit

    def load(self) -> None:
        """Read the adopted parts; the rules stay empty until all parts are there.

        Where the parts do not fit together, as between the adoptions of two that name each other, the earlier stay.
        """
        with self._engine.connect() as connection:
            rows = connection.execute(select(_adopted.part, _adopted.hash, _adopted.content)).all()
        self._stale = False
        self._loaded = {part: content_hash for part, content_hash, _ in rows}
        if not set(PARTS) <= self._loaded.keys():
            return
        try:
            self._rules = replace(_read(frozenset((part, content) for part, _, content in rows)))
        except RulesInvalid as error:
            log.warning("earlier rules kept", why=str(error), next_step="adopt the part that is missing or wrong")

    def refresh(self) -> None:
        """Load the rules again if another process of this service adopted others."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_adopted.part, _adopted.hash)).all()
        if {row.part: row.hash for row in rows} != self._loaded:
            self.load()

    @property
    def complete(self) -> bool:
        """Whether all parts were adopted here: the service is ready only then."""
        return self._rules is not EMPTY

    @property
    def current(self) -> Rules:
        """The rules in force."""
        return self._rules


@lru_cache(maxsize=2)
def _read(contents: frozenset[tuple[str, str]]) -> Rules:
    """The rules from (part, JSON text) pairs, read once where several services of a process adopted the same.

    Each takes a copy: rules are compared by identity.
    """
    return rules_from({part: json.loads(content) for part, content in contents})


def digest(content: str) -> str:
    """SHA-256 (hex) of a part's canonical JSON."""
    return sha256(content.encode()).hexdigest()
