"""What follows from others: asks and their answers, added words, lapses, the end."""

from dataclasses import dataclass
from datetime import datetime

from services.routing.domain.work_order.appeal import File
from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("work_order.reopened")
@dataclass(frozen=True, slots=True)
class Reopened:
    """`round` is the new one; it waits for signing by the same unit, one level higher."""

    round: int
    ask: str
    why: str
    catalogue: str
    level: str
    unit: str
    duties: tuple[Duty, ...]
    reason: Private | None


@stored("work_order.urged")
@dataclass(frozen=True, slots=True)
class Urged:
    """`unit` is who has it now: the lead unit, or the dispatch desk."""

    round: int
    ask: str
    unit: str
    text: Private | None


@stored("work_order.cancelled")
@dataclass(frozen=True, slots=True)
class Cancelled:
    round: int
    ask: str
    unit: str
    reason: Private | None


@stored("work_order.supplemented")
@dataclass(frozen=True, slots=True)
class Supplemented:
    round: int
    number: int
    unit: str
    text: Private
    attachments: tuple[File, ...] = ()


@stored("work_order.withdrawal_noted")
@dataclass(frozen=True, slots=True)
class WithdrawalNoted:
    """The asker took it back when it was archived already: its end stays, but it is not done again."""

    round: int
    unit: str


@stored("work_order.ask_answered")
@dataclass(frozen=True, slots=True)
class AskAnswered:
    """`kind`: `reopen`, `redo`, `urge` or `cancel`; `code` says why not; `round` was the latest when it was asked."""

    ask: str
    kind: str
    accepted: bool
    code: str
    round: int


@stored("work_order.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    round: int
    duty: str
    unit: str
    due_at: datetime

    @property
    def happened_at(self) -> datetime:
        """A duty lapses at its due time, whenever that is said."""
        return self.due_at


@stored("work_order.archived")
@dataclass(frozen=True, slots=True)
class Archived:
    """`end`: `satisfied`, `dissatisfied_final`, `unreachable`, `not_called`, `withdrawn`, `cancelled` or
    `transfer_confirmed`. `common_need` is the one it was part of until now, or ""."""

    round: int
    end: str
    unit: str
    common_need: str = ""
