"""The rules in force in a jurisdiction, as adopted: one value that commands carry and decisions read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.calendar import WORKING, WorkingCalendar, calendar_from
from shared.kernel.duty import Duty
from shared.rules.canonical import LARGEST_PART, canonical, content_hash, hash_of, size_of
from shared.rules.cards import CardRule, SampleRule
from shared.rules.catalogue import Catalogue, CatalogueItem, catalogue_from
from shared.rules.entry import Entry, RulesInvalid
from shared.rules.feeds import Channel, Feed, feeds_from
from shared.rules.limits import AnswerRow, Limit, limits_from
from shared.rules.patterns import Pattern
from shared.rules.roles import Role, roles_from
from shared.rules.telling import Digest, Quiet, digest_from, quiet_from
from shared.rules.templates import Template, templates_from
from shared.rules.units import Clause, Outside, Unit, units_from

__all__ = [
    "EMPTY",
    "PARTS",
    "Catalogue",
    "CatalogueItem",
    "Rules",
    "RulesInvalid",
    "Template",
    "canonical",
    "content_hash",
    "rules_from",
]

PARTS = ("units", "catalogue", "limits", "calendar", "templates", "feeds", "roles")


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """All parts, by code. `hashes`: part → SHA-256 hex of its canonical JSON. Compared by identity.

    `coordination`: level → what its answer waits for (`special`, `consultation`, `leader`); levels left out need none."""

    units: Mapping[str, Unit]
    catalogue: Catalogue
    limits: Mapping[str, Limit]
    calendar: WorkingCalendar
    templates: Mapping[str, Template]
    feeds: Mapping[str, Feed]
    channels: Mapping[str, Channel]
    roles: Mapping[str, Role]
    hashes: Mapping[str, str]
    desks: Mapping[str, str] = field(default_factory=dict)
    clauses: Sequence[Clause] = ()
    answers: Sequence[AnswerRow] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    apart: Sequence[frozenset[str]] = ()
    cards: Sequence[CardRule] = ()
    sampling: Sequence[SampleRule] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    quiet: Quiet = Quiet()  # noqa: RUF009 — a value, never changed
    digest: Digest = Digest()  # noqa: RUF009 — a value, never changed
    outside: Mapping[str, Outside] = field(default_factory=dict)
    coordination: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, Pattern] = field(default_factory=dict)

    def duty(self, duty: str, unit: str, start: datetime, limit: str, latest: datetime | None = None) -> Duty:
        """A duty from `start` on, due by the limit or by `latest` (the source's own due time), whichever is earlier.

        KeyError for a limit that is not in the rules.
        """
        due_at = self.calendar.due(start, self.limits[limit].span)
        return Duty(duty, unit, due_at if latest is None else min(due_at, latest), limit, self.fingerprint)

    def unknown_years(self, at: datetime) -> tuple[int, ...]:
        """The years without known holidays into which a limit in working time runs from `at` on; earliest first.

        Due times in them assume plain weekdays; the longest limit says how far it matters.
        """
        reach = [self.calendar.due(at, limit.span) for limit in self.limits.values() if limit.span.measure in WORKING]
        return self.calendar.unknown_years(at, max(reach, default=at))

    @property
    def fingerprint(self) -> str:
        """Which limits and calendar due times come from: `<limits>+<calendar>`, twelve hex digits of each hash."""
        return "+".join(self.hashes[part][:12] for part in ("limits", "calendar"))

    @property
    def unit_choices(self) -> list[tuple[str, str]]:
        """(code, short name) of every unit, as lists to choose from offer them."""
        return [(code, unit.short) for code, unit in self.units.items()]

    def answer_limit(self, kind: str, level: str, urgent: bool, item: str = "") -> str:
        """The code of the limit for answering; an ordinary case of a catalogue item with a limit of its own has that.

        LookupError before adoption.
        """
        own = self.catalogue[item].limit if item in self.catalogue else ""
        if own and not urgent and level in ("", "general"):
            return own
        for row in self.answers:
            if row.fits(kind, level, urgent):
                return row.limit
        raise LookupError("no rules are adopted, so an answer has no limit")

    def limit_for(self, duty: str, urgent: bool) -> str:
        """The limit `<duty>_urgent` for an urgent case where there is one, else that named as the duty."""
        quick = f"{duty}_urgent"
        return quick if urgent and quick in self.limits else duty


def rules_from(parts: Mapping[str, Mapping[str, Any]]) -> Rules:
    """The rules from the plain content of all PARTS; RulesInvalid names every fault in a sentence."""
    faults: list[str] = []
    hashes = {part: _hash(part, parts.get(part), faults) for part in PARTS}
    if faults:
        raise RulesInvalid(faults)
    rules = _read({part: Entry(part, part, parts[part], faults) for part in PARTS}, hashes)
    if faults or rules is None:
        raise RulesInvalid(faults)
    return rules


def _hash(part: str, content: object, faults: list[str]) -> str:
    if not isinstance(content, Mapping):
        faults.append(f"{part}：缺少这一部分，请补上 {part} 文件")
        return ""
    try:
        text = canonical(content)
        if (taken := size_of(text)) > LARGEST_PART:
            faults.append(f"{part}：内容有 {taken} 字节，最多 {LARGEST_PART} 字节，请删减")
        return hash_of(text)
    except ValueError as error:
        faults.append(f"{part}：{error}")
        return ""


def _calendar(part: Entry) -> WorkingCalendar | None:
    try:
        return calendar_from(part.content)
    except ValueError as error:
        part.fault(str(error))
        return None


def _read(parts: Mapping[str, Entry], hashes: Mapping[str, str]) -> Rules | None:
    duties, limits, roles = units_from(parts["units"]), limits_from(parts["limits"]), roles_from(parts["roles"])
    catalogue = catalogue_from(parts["catalogue"], hashes["catalogue"])
    feeds, channels = feeds_from(parts["feeds"])
    templates, calendar = templates_from(parts["templates"]), _calendar(parts["calendar"])
    _units_known(parts["units"], duties.units, [*duties.desks.values(), *(u for c in duties.clauses for u in c.units)])
    for code, item in catalogue.items():
        _item_known(
            Entry("catalogue", f"items.{code}", {}, parts["catalogue"].faults), item, duties.units, limits.limits
        )
    if calendar is None:
        return None
    return Rules(
        units=duties.units,
        catalogue=catalogue,
        limits=limits.limits,
        calendar=calendar,
        templates=templates,
        feeds=feeds,
        channels=channels,
        roles=roles.roles,
        hashes=hashes,
        desks=duties.desks,
        clauses=duties.clauses,
        answers=limits.answers,
        numbers=limits.numbers,
        apart=roles.apart,
        cards=limits.cards,
        sampling=limits.sampling,
        letters=limits.letters,
        quiet=quiet_from(parts["templates"]),
        digest=digest_from(parts["templates"]),
        outside=duties.outside,
        coordination=limits.coordination,
        patterns=limits.patterns,
    )


def _units_known(part: Entry, units: Mapping[str, Unit], named: Sequence[str]) -> None:
    for code in sorted(set(named) - units.keys() - {""}):
        part.fault(f"单位“{code}”不在 units 里，请改正编号或补上该单位")


def _item_known(entry: Entry, item: CatalogueItem, units: Mapping[str, Unit], limits: Mapping[str, Limit]) -> None:
    _units_known(entry, units, [item.lead])
    if item.limit and item.limit not in limits:
        entry.fault(f"时限“{item.limit}”不在 limits 里，请改正或补上")


EMPTY = Rules({}, Catalogue({}), {}, WorkingCalendar(), {}, {}, {}, {}, {})
"""Before adoption: no units, no limits; nothing can be dispatched."""
