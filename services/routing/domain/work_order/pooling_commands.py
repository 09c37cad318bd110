"""What a work order can be told about a common need that its case belongs to."""

from dataclasses import dataclass

from services.routing.domain.work_order.merging_commands import LeadingAnswer
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Pool:
    """By the dispatch desk: the case is handled with others as the common need `need` (its id)."""

    case_no: str
    need: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Unpool:
    """By the dispatch desk: it is another matter after all."""

    case_no: str
    need: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class CloseMember:
    """The common need was closed: its answer is this asker's too."""

    case_no: str
    need: str
    answer: LeadingAnswer
    moment: Moment


PoolingCommand = Pool | Unpool | CloseMember
