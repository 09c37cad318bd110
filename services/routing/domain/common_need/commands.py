"""What a common need can be told; `need` is its id."""

from dataclasses import dataclass

from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Gather:
    """By the dispatch desk: these like cases (`members`) are handled as one; `catalogue` says what they are about."""

    need: str
    title: Text
    catalogue: str
    members: tuple[str, ...]
    moment: Moment


@dataclass(frozen=True, slots=True)
class Join:
    """By the desk: further cases."""

    need: str
    members: tuple[str, ...]
    moment: Moment


@dataclass(frozen=True, slots=True)
class Leave:
    """By the desk: this case is another matter after all."""

    need: str
    member: str
    reason: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class Lose:
    """Its case ended by itself, or is answered elsewhere: `why` is its end (`withdrawn`, `cancelled`), `merged` into the
    case `leading`, or `separated` from it."""

    need: str
    member: str
    why: str
    moment: Moment
    leading: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """By the desk or a leader: the leader (an account) and the unit that answers."""

    need: str
    leader: str
    unit: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class AnswerNeed:
    """By the unit: what every asker is told; `resolved` whether it is solved."""

    need: str
    public: Text
    resolved: bool
    moment: Moment


@dataclass(frozen=True, slots=True)
class CloseNeed:
    """By its leader or the desk: each member is closed with the answer."""

    need: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class LapseNeed:
    need: str
    moment: Moment


Command = Gather | Join | Leave | Lose | Lead | AnswerNeed | CloseNeed | LapseNeed
