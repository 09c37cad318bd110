"""How a case stood: its state, who answered for it, and its duties, folded from the clear fields of its entries. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.ledger.domain.standing import changes, responsible
from services.ledger.domain.standing.duty import Duties, Duty
from services.ledger.domain.standing.entry import Entry
from services.ledger.domain.standing.responsible import Responsible
from shared.kernel.case_state import CaseState, Facts, note, state_of

__all__ = ["Duty", "Entry", "Responsible", "Standing", "after", "standing_of"]


@dataclass(frozen=True, slots=True)
class Standing:
    """After some entries of a case. `duties` are all that ever began, the first first; nothing is known at first."""

    facts: Facts = field(default_factory=Facts)
    responsible: Responsible = Responsible()  # noqa: RUF009 — a value, never changed
    duties: Duties = ()

    @property
    def case(self) -> CaseState:
        """State, what it waits for, lead unit and round, as the case index has them."""
        return state_of(self.facts)

    @property
    def running(self) -> Duties:
        """What is still to be done, what is due first first."""
        return tuple(sorted((one for one in self.duties if one.runs), key=_urgency))

    @property
    def over(self) -> Duties:
        """What was done or taken away, in that order."""
        return tuple(sorted((one for one in self.duties if not one.runs), key=_end))


def _urgency(one: Duty) -> tuple[bool, datetime, str]:
    return one.asleep, one.due_at, one.duty


def _end(one: Duty) -> datetime:
    return one.ended_at or one.begun_at


def after(standing: Standing, entry: Entry) -> Standing:
    """The standing with one more entry of the case."""
    return replace(
        standing,
        facts=note(standing.facts, entry.service, entry.type, entry.data, entry.time),
        responsible=responsible.after(standing.responsible, entry),
        duties=changes.after(standing.duties, entry),
    )


def standing_of(entries: Iterable[Entry]) -> Standing:
    """The standing after these entries, those of each service in their order."""
    standing = Standing()
    for entry in entries:
        standing = after(standing, entry)
    return standing
