"""What a review says. Everything is closed under its discipline key but type, subject, times and actor.

`reviewer` and `drafter` are accounts, closed with a tag by which the same account is known again.
"""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("review.opened")
@dataclass(frozen=True, slots=True)
class Opened:
    about: Private
    reason: Private


@stored("review.clue_added")
@dataclass(frozen=True, slots=True)
class ClueAdded:
    clue: Private
    about: Private


@stored("review.assigned")
@dataclass(frozen=True, slots=True)
class Assigned:
    """For the first time, or (with a reason) to another."""

    reviewer: Private
    reason: Private | None


@stored("review.conflict_declared")
@dataclass(frozen=True, slots=True)
class ConflictDeclared:
    reviewer: Private
    reason: Private


@stored("review.step_recorded")
@dataclass(frozen=True, slots=True)
class StepRecorded:
    kind: Private
    words: Private


@stored("review.findings_recorded")
@dataclass(frozen=True, slots=True)
class FindingsRecorded:
    findings: Private


@stored("review.concluded")
@dataclass(frozen=True, slots=True)
class Concluded:
    conclusion: Private
    reasons: Private


@stored("review.held_to_account")
@dataclass(frozen=True, slots=True)
class HeldToAccount:
    persons: Private
    measure: Private


@stored("review.follow_up_set")
@dataclass(frozen=True, slots=True)
class FollowUpSet:
    what: Private
    due_at: datetime


@stored("review.followed_up")
@dataclass(frozen=True, slots=True)
class FollowedUp:
    words: Private


@stored("review.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    """The follow-up was not done in time; only the discipline room hears of it."""

    round: int
    duty: str
    unit: str
    due_at: datetime

    @property
    def happened_at(self) -> datetime:
        return self.due_at


@stored("review.closed")
@dataclass(frozen=True, slots=True)
class Closed:
    words: Private


@stored("review.reopened")
@dataclass(frozen=True, slots=True)
class Reopened:
    reason: Private


@stored("review.case_drafted")
@dataclass(frozen=True, slots=True)
class CaseDrafted:
    drafter: Private
    draft: Private
    names: Private


@stored("review.names_approved")
@dataclass(frozen=True, slots=True)
class NamesApproved:
    """Of the draft that stands."""

    approver: Private


Event = (
    Opened
    | ClueAdded
    | Assigned
    | ConflictDeclared
    | StepRecorded
    | FindingsRecorded
    | Concluded
    | HeldToAccount
    | FollowUpSet
    | FollowedUp
    | Lapsed
    | Closed
    | Reopened
    | CaseDrafted
    | NamesApproved
)
EVENTS = (
    *(Opened, ClueAdded, Assigned, ConflictDeclared, StepRecorded, FindingsRecorded, Concluded, HeldToAccount),
    *(FollowUpSet, FollowedUp, Lapsed, Closed, Reopened, CaseDrafted, NamesApproved),
)
