"""What may be asked of a clue. `matter` is its id, told by nothing that it is about."""

from dataclasses import dataclass

from shared.kernel.text import Private, Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class ReceiveClue:
    """`content` keeps its home in intake's `complaint.received`."""

    matter: str
    moment: Moment
    content: Private


@dataclass(frozen=True, slots=True)
class RegisterClue:
    """A discipline officer writes down what reached him: `content` is JSON (kind, about, unit, case_no, act)."""

    matter: str
    moment: Moment
    content: Text


@dataclass(frozen=True, slots=True)
class FindClue:
    """A rule over the record found it: `content` is JSON (rule, case_no, round, unit, evidence, check, figures)."""

    matter: str
    moment: Moment
    content: Text


@dataclass(frozen=True, slots=True)
class DismissClue:
    """A person finds nothing in it, and says why."""

    matter: str
    moment: Moment
    reason: Text


@dataclass(frozen=True, slots=True)
class TakeUpClue:
    """What was dismissed is looked at again, with a reason."""

    matter: str
    moment: Moment
    reason: Text


@dataclass(frozen=True, slots=True)
class JoinReview:
    """It becomes part of a review; `review` is the review's id."""

    matter: str
    moment: Moment
    review: Text


Command = ReceiveClue | RegisterClue | FindClue | DismissClue | TakeUpClue | JoinReview
COMMANDS = (ReceiveClue, RegisterClue, FindClue, DismissClue, TakeUpClue, JoinReview)
