"""A case at one moment, and at two: its entries recorded by then, how it stood, and the rules of the time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from services.ledger.domain.standing import Duty, Standing, standing_of
from services.ledger.domain.standing.difference import Difference, difference
from services.ledger.readmodels.cases.story import story
from services.ledger.readmodels.rule_versions import Version, Versions, content, versions
from shared.eventlog.fact import Fact
from shared.house.house import House


class Basis(NamedTuple):
    """The limit a due time comes from, as the version of that day says it; `amount` 0 where no version is known."""

    name: str = ""
    amount: int = 0
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """`facts` were recorded by `at`, in that order; `bases` tells each duty's limit."""

    at: datetime
    facts: Sequence[Fact]
    standing: Standing
    versions: Versions
    bases: Mapping[Duty, Basis]

    @property
    def in_force(self) -> Mapping[str, Version]:
        """Part → the version adopted last by then."""
        return self.versions.in_force(self.at)


def seen(house: House, case_no: str, as_of: datetime | None) -> Seen:
    """The case as the ledger had it recorded at this time, or now; its state is "" if it had not been received.

    What is to come is not recorded yet: nothing is looked at from a later moment than now.
    """
    now = house.clock()
    at = now if as_of is None else min(as_of, now)
    with house.log.reading() as connection:
        facts = story(connection, case_no, as_of)
        standing, known = standing_of(facts), versions(connection)
        return Seen(at, facts, standing, known, bases(connection, known, standing.duties))


def bases(connection: Connection, known: Versions, duties: Iterable[Duty]) -> Mapping[Duty, Basis]:
    """The limit of each duty that has one."""
    return {one: _basis(connection, known, one) for one in duties if one.limit}


def _basis(connection: Connection, known: Versions, duty: Duty) -> Basis:
    version = limits_of(known, duty)
    if version is None:
        return Basis()
    limit = content(connection, version).get("limits", {}).get(duty.limit)
    return Basis(limit["name"], limit["amount"], limit["measure"]) if limit else Basis()


def limits_of(known: Versions, duty: Duty) -> Version | None:
    """The limits it was computed with; where the entry does not say (an ask), those in force when it began."""
    if duty.rules:
        return known.named("limits", duty.rules.partition("+")[0])
    return known.in_force(duty.begun_at).get("limits")


@dataclass(frozen=True, slots=True)
class Compared:
    """A case at `first` and at `last`, the later one; `between` are the entries recorded after the first."""

    first: Seen
    last: Seen
    between: Sequence[Fact]
    difference: Difference

    @property
    def rules(self) -> Mapping[str, tuple[Version | None, Version]]:
        """The parts of the rules that were adopted anew between, with what was in force before and after."""
        before = self.first.in_force
        return {part: (before.get(part), now) for part, now in self.last.in_force.items() if before.get(part) != now}


def compared(house: House, case_no: str, first: datetime, last: datetime | None) -> Compared:
    """The case at two moments, the earlier first; None is now."""
    later = seen(house, case_no, last)
    earlier = _earlier(later, first)
    between = [fact for fact in later.facts if fact.recorded_at > first]
    return Compared(earlier, later, between, difference(earlier.standing, later.standing))


def _earlier(later: Seen, at: datetime) -> Seen:
    """What was recorded by then is where the later record begins."""
    facts = [fact for fact in later.facts if fact.recorded_at <= at]
    standing = standing_of(facts)
    return Seen(at, facts, standing, later.versions, {})
