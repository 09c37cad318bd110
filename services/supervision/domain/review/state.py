"""What a review knows of itself: how far it is, who reviews it (by tag), what is to be followed up."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from services.supervision.domain.review import events as said
from shared.kernel.text import Closed, Private, Text


class Phase(StrEnum):
    """The values are the last part of the codes by which deeds are refused."""

    UNKNOWN = "unknown"
    OPENED = "not_assigned"
    ASSIGNED = "no_findings"
    FOUND = "not_concluded"
    CONCLUDED = "concluded"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Review:
    """`about` stands for the key that accounts are compared under. `reviewer`, `drafter` and `declared` are tags.

    `due_at`: the follow-up that is not done yet; `lapsed`: that it was not in time was said.
    """

    phase: Phase = Phase.UNKNOWN
    about: Private | None = None
    reviewer: str = ""
    declared: frozenset[str] = frozenset()
    round: int = 1
    due_at: datetime | None = None
    lapsed: bool = False
    drafter: str = ""
    names_approved: bool = False


def tag(account: Private) -> str:
    """By which an account is known again; "" where nothing can be compared any more."""
    return account.same or "" if isinstance(account, Closed | Text) else ""


def evolve(review: Review, event: said.Event) -> Review:  # noqa: C901 — one arm for each event
    match event:
        case said.Opened():
            return Review(Phase.OPENED, event.about)
        case said.ClueAdded():
            return review
        case said.Assigned():
            return replace(review, reviewer=tag(event.reviewer), phase=max_of(review.phase))
        case said.ConflictDeclared():
            declared = review.declared | {tag(event.reviewer)}
            return replace(review, reviewer="", declared=declared, phase=Phase.OPENED)
        case said.StepRecorded() | said.HeldToAccount():
            return review
        case said.FindingsRecorded():
            return replace(review, phase=Phase.FOUND)
        case said.Concluded():
            return replace(review, phase=Phase.CONCLUDED)
        case said.FollowUpSet():
            return replace(review, due_at=event.due_at, lapsed=False)
        case said.FollowedUp():
            return replace(review, due_at=None, lapsed=False)
        case said.Lapsed():
            return replace(review, lapsed=True)
        case said.Closed():
            return replace(review, phase=Phase.CLOSED)
        case said.Reopened():
            return replace(review, phase=Phase.ASSIGNED, round=review.round + 1, names_approved=False)
        case said.CaseDrafted():
            return replace(review, drafter=tag(event.drafter), names_approved=False)
        case said.NamesApproved():
            return replace(review, names_approved=True)
        case _:
            assert_never(event)


def max_of(phase: Phase) -> Phase:
    """Assigned at least: findings that were recorded already stay."""
    return Phase.ASSIGNED if phase is Phase.OPENED else phase
