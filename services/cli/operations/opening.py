"""What of a case's entries an account may open: what the page of the service that said them would open to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.ledger.web.fields import is_closed
from services.ledger.web.seeing import is_confidential
from services.routing.web.seeing import READ, READ_ALL, without_asker
from shared.eventlog.fact import Fact

AUDIT = "audit.read"
PAGES: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("appeal", "enterprise", "asker"), ("appeals.read",)),
    **dict.fromkeys(("work_order", "part", "extension", "transfer", "instruction", "meeting"), (READ_ALL, READ)),
    "escalation": (READ_ALL, READ),
    "callback": ("callbacks.read",),
    "card": ("cards.read",),
    "exclusion": ("assessment.read",),
    "commitment": ("commitments.read",),
    **dict.fromkeys(("recipient", "delivery"), ("deliveries.read",)),
}
"""By the first word of a type: one of these permissions leads to the page that shows it. Others stay closed."""
DRAFT = "work_order.drafted"


@dataclass(frozen=True, slots=True)
class Reader:
    """An account that may read this case at all: its unit, and whether it has a permission."""

    unit: str
    may: Callable[[str], bool]

    @property
    def of_a_unit(self) -> bool:
        """Who sees no other cases than those of the own unit."""
        return not (self.may(AUDIT) or self.may(READ_ALL) or self.may("cases.read"))


def shown_to(reader: Reader, facts: Iterable[Fact]) -> list[Fact]:
    """The entries as this account may know them: of a confidential asker a unit learns nothing."""
    told = list(facts)
    hidden = reader.of_a_unit and is_confidential(told)
    return [without_asker(fact) for fact in told] if hidden else told


def opens(reader: Reader, fact: Fact) -> list[str]:
    """The names of the closed fields of this entry that it may open."""
    return [name for name, value in fact.data.items() if is_closed(value)] if may_open(reader, fact) else []


def may_open(reader: Reader, fact: Fact) -> bool:
    """Whether it may open what is closed in this entry."""
    kind = fact.type.partition(".")[0]
    if fact.type == DRAFT and fact.data["unit"] != reader.unit:
        return False
    if not reader.may(AUDIT) and not any(map(reader.may, PAGES.get(kind, ()))):
        return False
    return not (kind == "card" and reader.of_a_unit and fact.data["unit"] != reader.unit)
