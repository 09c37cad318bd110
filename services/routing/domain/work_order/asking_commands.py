"""What others ask of a work order, each answered once: another round, haste, its end."""

from dataclasses import dataclass

from shared.kernel.text import Private
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Reopen:
    """`ask` is the id of the ask that is answered, or "" when a person at a desk reopens.

    `why` is `dissatisfied`, `redo` or `desk`; `round` the round it is about, or 0 for whichever is the latest.
    """

    case_no: str
    ask: str
    why: str
    round: int
    reason: Private | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class Urge:
    """An ask of the source."""

    case_no: str
    ask: str
    text: Private | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class Cancel:
    """An ask of the source."""

    case_no: str
    ask: str
    reason: Private | None
    moment: Moment


AskingCommand = Reopen | Urge | Cancel
