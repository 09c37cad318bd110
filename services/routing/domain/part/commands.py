"""What a supporting part can be told. `case_no`, `unit` and `round` find it."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    case_no: str
    unit: str
    round: int
    moment: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignPart(_Told):
    """At dispatch by the desk, or later by the desk or the `lead` unit. `task`: what is asked of this unit."""

    lead: str
    task: Text | None
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPart(_Told):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverPart(_Told):
    """The unit's account for the lead."""

    answer: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcusePart(_Told):
    """The lead goes on without it, and says why."""

    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirePart(_Told):
    """The lead is about to answer: refused unless the part was delivered or excused. Says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPartTime(_Told):
    """The guard of `extension.AskExtension`: the part must be running, and due at `due_at`."""

    amount: int
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlePartTime(_Told):
    """The guard of `extension.SettleExtension`: granted, it has a new due time."""

    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePart(_Told):
    """The order went back to the desk, or ended, at `over_at`: what was asked of the unit until then is asked no more."""

    over_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsePart(_Told):
    """Say now what lapsed before the moment; any deed would say it too."""


Command = (
    AssignPart
    | SignPart
    | DeliverPart
    | ExcusePart
    | RequirePart
    | AskPartTime
    | SettlePartTime
    | ReleasePart
    | LapsePart
)
