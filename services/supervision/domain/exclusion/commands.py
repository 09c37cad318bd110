"""What may be asked of the exclusions of a case. `rate` is the code of a rate, or `all`."""

from dataclasses import dataclass

from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class ProposeExclusion:
    case_no: str
    moment: Moment
    rate: str
    reason: Text


@dataclass(frozen=True, slots=True)
class ApproveExclusion:
    """Never by the account that proposed it."""

    case_no: str
    moment: Moment
    rate: str


@dataclass(frozen=True, slots=True)
class RefuseExclusion:
    """By the one who would approve; the proposer may take it back so too."""

    case_no: str
    moment: Moment
    rate: str
    reason: Text


@dataclass(frozen=True, slots=True)
class RevokeExclusion:
    """What was approved counts again from now on."""

    case_no: str
    moment: Moment
    rate: str
    reason: Text


Command = ProposeExclusion | ApproveExclusion | RefuseExclusion | RevokeExclusion
