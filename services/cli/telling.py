"""A case and the differences between two moments of it as lines for a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]


def stood(found: Document) -> Iterator[str]:
    """Where it stood, who answered for it, what was due, and which rules were in force."""
    yield f"{found['case_no']}  {found['state']}  {found['unit'] or '-'}  round {found['round']}"
    led = found["responsible"]
    if led["signed_by"]:
        yield f"  signed by {led['signed_by']['account']} at {led['signed_by']['at']}"
    for one in led["supporting"]:
        yield f"  supported by {one['unit']} ({one['state']})"
    yield from (f"  due {duty(one)}" for one in found["duties"])
    for one in found["rules"]:
        yield f"  rules {one['part']:10} {one['hash'][:12]} since {one['since']}"


def duty(one: Document) -> str:
    """`2026-11-27T09:00:00.000000Z  sign  housing  overdue  (sign, limits 0123456789ab)`."""
    said = [name for name in ("asleep", "overdue") if one[name]]
    basis = f"({one['limit']}, limits {one['rules']['limits']})" if one["rules"] else ""
    words = (one["due_at"], one["about"], one["duty"], one["unit"], *said, one["end"], basis)
    return "  ".join(word for word in words if word)


def steps(timeline: Iterable[Document]) -> Iterator[str]:
    """Every step with what it changed."""
    for step in timeline:
        yield f"  {step['time']}  {step['service']:12} {step['type']:28} {step['actor']}"
        for name, value in step["changed"].items():
            yield f"      {name}: {value}"


def difference(found: Document) -> Iterator[str]:
    """What is different, and the entries between."""
    yield f"{found['case_no']}  from {found['from']} to {found['to']}"
    if found["before"] is None:
        yield "  at the first of these times it had not been received"
    for name, values in found["changed"].items():
        yield f"  {name}: {values['from'] or '-'} -> {values['to'] or '-'}"
    for how in ("begun", "lapsed", "ended"):
        yield from (f"  {how:6} {duty(one)}" for one in found["duties"][how])
    for one in found["duties"]["moved"]:
        yield f"  moved  {duty(one)}  was {one['due_at_before']}"
    for one in found["rules"]:
        yield f"  rules {one['part']}: {one['from']['hash'][:12] if one['from'] else '-'} -> {one['to']['hash'][:12]}"
    yield f"  {len(found['entries'])} entries between"
    yield from steps(found["entries"])
