"""Closed means answered and approved in that round, and contacted, or tried three times, or nobody to contact."""

from collections.abc import Iterator

from shared.eventlog.fact import Fact
from tests.simulation.invariants.record import Record

TRIES = 3


def closed_means_answered_and_contacted(record: Record) -> Iterator[str]:
    """Read from the events of each work order."""
    for (service, _), facts in record.streams.items():
        if service == "routing":
            for place, fact in enumerate(facts):
                if fact.type == "work_order.closed" and fact.data["contact"] == "followed":
                    yield from _followed(record, fact)
                elif fact.type == "work_order.closed":
                    yield from _closed(fact, _round(facts[:place]), facts)


def _followed(record: Record, closed: Fact) -> Iterator[str]:
    """What it follows was closed, with the same answer."""
    leading, need = closed.data["leading"], closed.data["common_need"]
    said = record.about("routing", "work_order.closed", "common_need.closed")
    subject = leading or f"common_need/{need}"
    if not any(one.subject == subject for one in said):
        yield f"{closed.subject} was closed with {subject}, which was not"


def _round(facts: list[Fact]) -> list[Fact]:
    """The events since the unit last got the order."""
    begun = max(
        place for place, one in enumerate(facts) if one.type in ("work_order.dispatched", "work_order.reopened")
    )
    return facts[begun:]


def _closed(closed: Fact, before: list[Fact], facts: list[Fact]) -> Iterator[str]:
    types = [one.type for one in before]
    if (
        types[-1:] == ["work_order.sent_back"]
        or "work_order.approved" not in types
        or "work_order.answered" not in types
    ):
        yield f"{closed.subject} was closed without an approved answer: {types}"
    attempts = [one for one in before if one.type == "work_order.contacted"]
    asked = next(one for one in facts if one.type == "work_order.opened").data
    reachable = asked["phone"] is not None and not asked["anonymous"]
    why = closed.data["contact"]
    held = {
        "contacted": any(one.data["reached"] for one in attempts),
        "three_attempts": len(attempts) >= TRIES and not any(one.data["reached"] for one in attempts),
        "confidential": asked["confidential"],
        "anonymous": asked["anonymous"],
        "no_number": not reachable and not asked["anonymous"],
    }
    if not held[why]:
        yield f"{closed.subject} was closed as {why}, which the record does not bear out"
    wrote = next((one.data["by"] for one in reversed(before) if one.type == "work_order.answered"), "")
    signed = next((one.actor.account for one in reversed(before) if one.type == "work_order.approved"), "")
    if wrote == signed:
        yield f"{closed.subject}: {wrote} approved their own answer"
