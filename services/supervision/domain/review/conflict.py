"""Conflict of interest (回避): who may not review this."""

from collections.abc import Collection, Mapping

OWN_UNIT, TOOK_PART, DECLARED = "own_unit", "took_part", "declared"
CONFLICT: Mapping[str, str] = {
    OWN_UNIT: "review.conflict_own_unit",
    TOOK_PART: "review.conflict_took_part",
    DECLARED: "review.conflict_declared",
}
"""The codes by which an assignment is refused."""


def conflict(
    account: str, units: Collection[str], concerned: Collection[str], took_part: Collection[str], *, declared: bool
) -> str:
    """Why this account may not review it; "" if it may."""
    if set(units) & set(concerned) - {""}:
        return OWN_UNIT
    if account in took_part:
        return TOOK_PART
    return DECLARED if declared else ""
