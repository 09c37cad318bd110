"""What may be asked of a review. `who` is the account that acts; it is compared with the reviewer, both closed."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Text
from shared.rules.moment import Moment

STEPS = ("interview", "records", "site_visit", "evidence")
"""谈话, 查阅资料, 实地核查, 固定证据."""
NO_ISSUE = "no_issue"
CONCLUSIONS = (NO_ISSUE, "reminder_talk", "ordered_to_correct", "case_filed", "handed_over")
"""未发现问题, 提醒谈话, 责令整改, 立案, 移交."""


@dataclass(frozen=True, slots=True)
class OpenReview:
    """`about` is JSON: units, cases, persons, clues [subjects]; `reason` why it is opened."""

    review: str
    moment: Moment
    about: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class AddClue:
    """One more clue belongs to it; `clue` is its subject, `about` what the review is about from now on."""

    review: str
    moment: Moment
    clue: Text
    about: Text


@dataclass(frozen=True, slots=True)
class Assign:
    """`reviewer` is an account; `units` those it belongs to, or belonged to when it acted; `concerned` the units that
    the review is about; `took_part` the accounts that acted in its cases."""

    review: str
    moment: Moment
    reviewer: Text
    units: tuple[str, ...]
    concerned: tuple[str, ...]
    took_part: tuple[str, ...]
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class DeclareConflict:
    """The reviewer says himself that he may not."""

    review: str
    moment: Moment
    who: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class RecordStep:
    review: str
    moment: Moment
    who: Text
    kind: str
    words: Text


@dataclass(frozen=True, slots=True)
class RecordFindings:
    review: str
    moment: Moment
    who: Text
    findings: Text


@dataclass(frozen=True, slots=True)
class Conclude:
    """By another person than the reviewer."""

    review: str
    moment: Moment
    who: Text
    conclusion: str
    reasons: Text


@dataclass(frozen=True, slots=True)
class HoldToAccount:
    """`concluded` is the conclusion that stands, as opened by who asks."""

    review: str
    moment: Moment
    concluded: str
    persons: Text
    measure: Text


@dataclass(frozen=True, slots=True)
class SetFollowUp:
    """`due_at` is a day that a person sets."""

    review: str
    moment: Moment
    what: Text
    due_at: datetime


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was to be done is done, or what of it."""

    review: str
    moment: Moment
    words: Text


@dataclass(frozen=True, slots=True)
class LapseFollowUp:
    review: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class CloseReview:
    review: str
    moment: Moment
    words: Text


@dataclass(frozen=True, slots=True)
class ReopenReview:
    review: str
    moment: Moment
    reason: Text


@dataclass(frozen=True, slots=True)
class DraftCase:
    """A typical case for circulation: `draft` is JSON (at, unit, post, act, sum, sanction), `names` stay out of it."""

    review: str
    moment: Moment
    who: Text
    concluded: str
    draft: Text
    names: Text


@dataclass(frozen=True, slots=True)
class ApproveNames:
    """A second person agrees that the names stand in the draft."""

    review: str
    moment: Moment
    who: Text


Command = (
    OpenReview
    | AddClue
    | Assign
    | DeclareConflict
    | RecordStep
    | RecordFindings
    | Conclude
    | HoldToAccount
    | SetFollowUp
    | FollowUp
    | LapseFollowUp
    | CloseReview
    | ReopenReview
    | DraftCase
    | ApproveNames
)
COMMANDS = (
    *(OpenReview, AddClue, Assign, DeclareConflict, RecordStep, RecordFindings, Conclude, HoldToAccount),
    *(SetFollowUp, FollowUp, LapseFollowUp, CloseReview, ReopenReview, DraftCase, ApproveNames),
)
