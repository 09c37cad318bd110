"""What a work order can be told about transfers, leaders and meetings: the order is the guard of each deed."""

from dataclasses import dataclass

from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Transfer:
    """By the dispatch desk: to another unit as the new lead, or (`unit` empty) to a body outside the district."""

    case_no: str
    unit: str
    body: str
    name: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class SettleTransfer:
    """The receiver outside confirmed, or refused: then it is the desk's again."""

    case_no: str
    confirmed: bool
    moment: Moment


@dataclass(frozen=True, slots=True)
class Instruct:
    """A leader instructs `unit`: what waits at the dispatch desk is dispatched to it."""

    case_no: str
    unit: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Coordinate:
    """The case was coordinated: `consultation`, `special`, `on_site`, `instruction` or `escalation`."""

    case_no: str
    kind: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Attend:
    """Asks whether the order is still being handled, by this unit or by whoever may see to any; says nothing."""

    case_no: str
    moment: Moment


LeadingCommand = Transfer | SettleTransfer | Instruct | Coordinate | Attend
