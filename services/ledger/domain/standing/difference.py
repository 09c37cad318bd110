"""What is different between two standings of one case, the second of which goes on from the first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.ledger.domain.standing import Standing
from services.ledger.domain.standing.duty import Duties, Duty

Value = str | int | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Difference:
    """`changed`: what stands otherwise, then and now. Of duties: those begun (or to be done again), those that ran and
    have another due time (as they were, as they are), those whose lapse was said, and those that ended."""

    changed: Mapping[str, tuple[Value, Value]]
    begun: Duties
    moved: tuple[tuple[Duty, Duty], ...]
    lapsed: Duties
    ended: Duties


def difference(before: Standing, after: Standing) -> Difference:
    """Duties are never forgotten and keep their places, so the same place is the same duty."""
    pairs = tuple(zip(before.duties, after.duties, strict=False))
    new = after.duties[len(pairs) :]
    return Difference(
        changed=dict(_changed(_values(before), _values(after))),
        begun=(*(now for then, now in pairs if now.runs and not then.runs), *new),
        moved=tuple((then, now) for then, now in pairs if then.due_at != now.due_at),
        lapsed=(*(now for then, now in pairs if now.lapsed and not then.lapsed), *(one for one in new if one.lapsed)),
        ended=(*(now for then, now in pairs if then.runs and not now.runs), *(one for one in new if not one.runs)),
    )


def _values(standing: Standing) -> Values:
    case, led = standing.case, standing.responsible
    return {
        "state": case.state or None,
        "waits_for": case.waits_for or None,
        "unit": case.unit or None,
        "round": case.round,
        "signed_by": led.signed.account if led.signed else None,
        "supporting": "+".join(one.unit for one in led.supporting) or None,
        "leading": led.leading or None,
        "common_need": led.common_need or None,
    }


def _changed(before: Values, after: Values) -> Iterator[tuple[str, tuple[Value, Value]]]:
    for name, value in after.items():
        if before[name] != value:
            yield name, (before[name], value)
