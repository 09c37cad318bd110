"""The responsible units (责任单位), the clauses each answers for, and the desks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.rules.entry import Entry

DESKS = ("dispatch", "supervision", "discipline")


@dataclass(frozen=True, slots=True)
class Unit:
    """A responsible unit. `clauses` are those it answers for (`二（一）1`); `added`: not named in the notice."""

    code: str
    name: str
    short: str
    clauses: tuple[str, ...] = ()
    added: bool = False


@dataclass(frozen=True, slots=True)
class Outside:
    """A body outside the district to which cases are transferred; `contact` is how the desk reaches it."""

    code: str
    name: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the notice and its units, in the notice's order: the first one leads."""

    ref: str
    title: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duties:
    """What the part `units` says. `desks` maps `dispatch`, `supervision` and `discipline` to a unit."""

    units: Mapping[str, Unit]
    clauses: tuple[Clause, ...]
    desks: Mapping[str, str]
    outside: Mapping[str, Outside] = field(default_factory=dict)


def units_from(part: Entry) -> Duties:
    """`{desks: {desk: unit}, units: {code: {name, short, added?}}, clauses: [{ref, title, units}],
    outside?: {code: {name, contact?}}}`."""
    part.only("desks", "units", "clauses", "outside")
    outside = {code: _outside(code, entry) for code, entry in part.entries("outside")}
    clauses = tuple(_clause(row) for row in part.rows("clauses"))
    units = {code: _unit(code, entry, clauses) for code, entry in part.entries("units")}
    desks = part.inner("desks")
    desks.only(*DESKS)
    return Duties(units, clauses, {desk: desks.text(desk) for desk in DESKS}, outside)


def _outside(code: str, entry: Entry) -> Outside:
    entry.only("name", "contact")
    return Outside(code, entry.text("name"), entry.text("contact", ""))


def _clause(row: Entry) -> Clause:
    row.only("ref", "title", "units")
    return Clause(row.text("ref"), row.text("title"), row.texts("units"))


def _unit(code: str, entry: Entry, clauses: tuple[Clause, ...]) -> Unit:
    entry.only("name", "short", "added")
    answers_for = tuple(clause.ref for clause in clauses if code in clause.units)
    return Unit(code, entry.text("name"), entry.text("short"), answers_for, entry.flag("added"))
