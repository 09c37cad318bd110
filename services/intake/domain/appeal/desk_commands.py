"""What the desk does beyond accepting and declining, and what an asker says at the end.

`case_no` is the appeal's own number: officers' words are closed under the case's key.
"""

from dataclasses import dataclass

from shared.kernel.text import Text
from shared.rules.moment import Moment

PRIVATE_FIELDS = ("name", "phone", "enterprise", "credit_code")
CLEAR_FIELDS = ("kind", "place")


@dataclass(frozen=True, slots=True)
class AnswerAtOnce:
    """No work order is needed. `article` and `version` name the knowledge used; "" and 0 are free words."""

    stream: str
    case_no: str
    moment: Moment
    public: Text
    article: str = ""
    version: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """This appeal is one with another, which leads. Goes with `AddFollower` in one unit of work."""

    stream: str
    case_no: str
    moment: Moment
    leading: str
    leading_stream: str
    reason: Text


@dataclass(frozen=True, slots=True)
class AddFollower:
    """The other half of a merge, in the leading appeal."""

    stream: str
    moment: Moment
    follower: str
    follower_stream: str


@dataclass(frozen=True, slots=True)
class Separate:
    """The merge was wrong. Goes with `RemoveFollower` in one unit of work."""

    stream: str
    case_no: str
    moment: Moment
    leading: str
    reason: Text


@dataclass(frozen=True, slots=True)
class RemoveFollower:
    """The other half of a separation, in the leading appeal."""

    stream: str
    moment: Moment
    follower: str


@dataclass(frozen=True, slots=True)
class LeaveLeading:
    """The leading appeal comes to no answer: whoever followed it stands alone again. By an entry of ours or routing's.

    `ended`: it was not taken back, but its order ended otherwise; routing has opened the follower's order.
    """

    stream: str
    moment: Moment
    leading: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class NoteOpened:
    """Routing opened the order of an appeal that followed another one and was never accepted."""

    stream: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class MarkUrgency:
    stream: str
    case_no: str
    moment: Moment
    urgent: bool
    reason: Text


@dataclass(frozen=True, slots=True)
class Correct:
    """What was written down wrongly. `field` is one of PRIVATE_FIELDS or CLEAR_FIELDS."""

    stream: str
    case_no: str
    moment: Moment
    field: str
    value: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Rate:
    """The asker's word after a round was closed, or after an answer at once (round 1)."""

    stream: str
    moment: Moment
    round: int
    satisfied: bool
    remark: Text | None = None


DeskCommand = (
    AnswerAtOnce
    | Merge
    | AddFollower
    | Separate
    | RemoveFollower
    | LeaveLeading
    | NoteOpened
    | MarkUrgency
    | Correct
    | Rate
)
DESK_COMMANDS = (
    AnswerAtOnce,
    Merge,
    AddFollower,
    Separate,
    RemoveFollower,
    LeaveLeading,
    NoteOpened,
    MarkUrgency,
    Correct,
    Rate,
)
