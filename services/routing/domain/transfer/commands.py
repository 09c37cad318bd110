"""What a transfer can be told; one stream for each case, its transfers numbered."""

from dataclasses import dataclass

from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class MakeTransfer:
    """To `unit` inside the district, to the `body` outside that the rules name, or to whoever is named freely."""

    case_no: str
    unit: str
    body: str
    name: str
    reason: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class ChaseTransfer:
    """The desk asked the receiver; `note` says what came of it."""

    case_no: str
    note: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class ConfirmTransfer:
    """The receiver has it and will answer; `note`: by whom, under which number."""

    case_no: str
    note: Text | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class RefuseTransfer:
    """The receiver says it is not its duty either."""

    case_no: str
    reason: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class EndTransfer:
    """The case ended meanwhile: nobody waits for the receiver any more."""

    case_no: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class LapseTransfer:
    case_no: str
    moment: Moment


Command = MakeTransfer | ChaseTransfer | ConfirmTransfer | RefuseTransfer | EndTransfer | LapseTransfer
