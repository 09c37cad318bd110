"""What a work order can be told about merging: by intake, or by what routing itself said of another case."""

from dataclasses import dataclass

from shared.kernel.text import Private
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Follow:
    """Intake merged the appeal into the case `leading`: the order follows that one's. `link` is its name for that."""

    case_no: str
    leading: str
    moment: Moment
    link: str = ""


@dataclass(frozen=True, slots=True)
class Separate:
    """Intake took the merge into `leading` back; `why`: `wrong`, or `leading_withdrawn`."""

    case_no: str
    leading: str
    why: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Drop:
    """The appeal ended in intake before its order was opened; `why`: `declined`, `answered_at_once` or `withdrawn`."""

    case_no: str
    why: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class AddFollower:
    """The order of `follower` follows this one."""

    case_no: str
    follower: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class DropFollower:
    """The order of `follower` follows this one no more."""

    case_no: str
    follower: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class LeadingAnswer:
    """What was answered in the case that others follow; `public` has its home there."""

    unit: str
    catalogue: str
    level: str
    resolved: bool
    public: Private


@dataclass(frozen=True, slots=True)
class CloseFollower:
    """The case `leading` was closed: its answer is this asker's too."""

    case_no: str
    leading: str
    answer: LeadingAnswer
    moment: Moment


@dataclass(frozen=True, slots=True)
class Release:
    """The case `leading` came to another end than an answer; `why` says which."""

    case_no: str
    leading: str
    why: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class PassUrge:
    """The case `follower` was urged, by the ask `ask`, which was answered there: who has this order must know."""

    case_no: str
    follower: str
    ask: str
    moment: Moment


MergingCommand = Follow | Separate | Drop | AddFollower | DropFollower | CloseFollower | Release | PassUrge
