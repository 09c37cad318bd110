"""How a case stood, and what differs between two moments, as the page shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.ledger.domain.standing import Duty
from services.ledger.domain.standing.difference import Value
from services.ledger.readmodels.rule_versions import SHORT, Version
from services.ledger.web.moments import Basis, Compared, Seen
from services.ledger.web.story import Step, in_order, steps
from services.ledger.web.words import ABOUT, ASKS, CODES, PARTS
from shared.kernel.times import SHANGHAI
from shared.rules.rules import Rules
from shared.web.words import word

SECOND = timedelta(seconds=1)
CHANGED = {
    "state": ("状态", "state"),
    "waits_for": ("等待", "waiting"),
    "unit": ("主办单位", "unit"),
    "round": ("轮次", ""),
    "signed_by": ("签收人", ""),
    "supporting": ("协办单位", "units"),
    "leading": ("并入", ""),
    "common_need": ("共性问题", ""),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A duty in a table. `limits` and `calendar` are versions (twelve hex digits) or ""; `first` its first due time."""

    duty: Duty
    name: str
    basis: str
    limits: str
    calendar: str

    @property
    def first(self) -> datetime | None:
        """When it was due at first, if that changed."""
        return self.duty.moves[0].due_at if self.duty.moves else None


def rows(duties: Sequence[Duty], seen: Seen) -> list[Row]:
    """Duties by name, with where their due times come from."""
    return [_row(one, seen) for one in duties]


def _row(one: Duty, seen: Seen) -> Row:
    limits, _, calendar = one.rules.partition("+")
    return Row(one, name_of(one), basis_of(one, seen.bases.get(one, Basis())), limits[:SHORT], calendar[:SHORT])


def name_of(one: Duty) -> str:
    """`签收`, or `协办：签收` where it is not the lead unit's."""
    name = ASKS.get(one.duty) or word(one.duty, "duty")
    return f"{ABOUT[one.about]}：{name}" if one.about in ABOUT else name


def basis_of(one: Duty, basis: Basis) -> str:
    """The limit in words: `一般诉求答复（5 个工作日）`."""
    if not one.limit:
        return "由人指定的日期"
    if not basis.name:
        return "规则所定的时限"
    return f"{basis.name}（{basis.amount} {CODES.get(basis.measure, basis.measure)}）"


def parts(seen: Seen) -> list[tuple[str, Version]]:
    """What each part of the rules is called, with the version in force."""
    return [(PARTS.get(part, part), one) for part, one in seen.in_force.items()]


def typed(moment: datetime | None) -> str:
    """A moment as a control shows it: the next whole second, so that what was recorded by then stays in sight."""
    if moment is None:
        return ""
    whole = moment if not moment.microsecond else moment.replace(microsecond=0) + SECOND
    return whole.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M:%S")


@dataclass(frozen=True, slots=True)
class Beside:
    """Two moments beside each other. `there`: whether the case had been received at the first."""

    first: datetime
    last: datetime
    there: bool
    changed: Sequence[tuple[str, str, str]]
    begun: Sequence[Row]
    moved: Sequence[tuple[Row, datetime]]
    lapsed: Sequence[Row]
    ended: Sequence[Row]
    rules: Sequence[tuple[str, Version | None, Version]]
    steps: Sequence[Step]

    @property
    def same(self) -> bool:
        """Whether nothing is different, and nothing was recorded between."""
        return not (self.changed or self.rules or self.steps)


def beside(both: Compared, rules: Rules, *, readings: bool) -> Beside:
    """What the page says of the difference."""
    told, last = both.difference, both.last
    return Beside(
        first=both.first.at,
        last=last.at,
        there=bool(both.first.standing.case.state),
        changed=list(_changed(told.changed, rules)),
        begun=rows(told.begun, last),
        moved=[(_row(now, last), then.due_at) for then, now in told.moved],
        lapsed=rows(told.lapsed, last),
        ended=rows(told.ended, last),
        rules=[(PARTS.get(part, part), then, now) for part, (then, now) in both.rules.items()],
        steps=steps(in_order(both.between, readings=readings), rules),
    )


def _changed(changed: Mapping[str, tuple[Value, Value]], rules: Rules) -> Iterator[tuple[str, str, str]]:
    for name, (before, after) in changed.items():
        label, table = CHANGED[name]
        yield label, _said(before, table, rules), _said(after, table, rules)


def _said(value: Value, table: str, rules: Rules) -> str:
    if not value:
        return "—"
    if table in ("unit", "units"):
        return "、".join(rules.units[one].short if one in rules.units else one for one in str(value).split("+"))
    return word(str(value), table) if table else str(value)
