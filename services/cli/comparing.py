"""Two installations side by side: do they hold the same cases, in the same state, after the same imports?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from services.cli.system import Call

ALIKE = ("state", "unit", "waits_for", "round", "channel", "urgent")
Cases = Mapping[tuple[str, str], tuple[Any, ...]]


def every_case(call: Call, **filters: str | None) -> Iterator[dict[str, Any]]:
    """All cases, newest first, page by page; `filters` as `case.list` takes them."""
    cursor = None
    while True:
        page = call("case.list", cursor=cursor, **filters)
        yield from page["cases"]
        cursor = page["next"]
        if cursor is None:
            return


def cases_of(call: Call) -> Cases:
    """How far each case is, by the source's own number: case numbers carry the day of receipt, so they may differ."""
    return {(row["source"], row["source_no"]): tuple(row[name] for name in ALIKE) for row in every_case(call)}


def compared(ours: Cases, theirs: Cases) -> dict[str, Any]:
    """`same` only without any difference; `states` counts both; `differences` are the first hundred."""
    different = [key for key in sorted(ours.keys() | theirs.keys()) if ours.get(key) != theirs.get(key)]
    return {
        "same": not different,
        "cases": {"ours": len(ours), "theirs": len(theirs)},
        "states": {"ours": _states(ours), "theirs": _states(theirs)},
        "different": len(different),
        "differences": [_difference(key, ours.get(key), theirs.get(key)) for key in different[:100]],
    }


def _states(cases: Cases) -> dict[str, int]:
    return dict(sorted(Counter(str(values[0]) for values in cases.values()).items()))


def _difference(key: tuple[str, str], ours: tuple[Any, ...] | None, theirs: tuple[Any, ...] | None) -> dict[str, Any]:
    source, number = key
    named = [dict(zip(ALIKE, values, strict=True)) if values else None for values in (ours, theirs)]
    return {"source": source, "source_no": number, "ours": named[0], "theirs": named[1]}
