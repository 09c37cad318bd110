"""No case without an owner, at any moment: after each event of an order somebody has it, and something is due of them.

A new event that hands an order over, or ends it, is one line of OWNER; any other leaves it with whoever has it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from shared.eventlog.fact import Fact
from tests.simulation.invariants.record import Record

NOBODY, INTAKE, LEADING, NEED = "", "intake", "leading", "need"
"""Besides units: an order that follows another one is its unit's, one of a common need is that one's."""
Owner = Callable[[Fact, Mapping[str, str]], str]


def _unit(fact: Fact, _: Mapping[str, str]) -> str:
    return str(fact.data["unit"])


def _desk(_: Fact, desks: Mapping[str, str]) -> str:
    return desks["dispatch"]


def _supervision(_: Fact, desks: Mapping[str, str]) -> str:
    return desks["supervision"]


def _nobody(_: Fact, __: Mapping[str, str]) -> str:
    return NOBODY


OWNER: Mapping[str, Owner] = {
    "work_order.noted": lambda _, __: INTAKE,
    "work_order.held": _desk,
    "work_order.dispatched": _unit,
    "work_order.returned": _unit,
    "work_order.reopened": _unit,
    "work_order.transferred": lambda fact, desks: fact.data["to"] or desks["dispatch"],
    "work_order.suspended": _unit,
    "work_order.resumed": _unit,
    "work_order.merged": lambda _, __: LEADING,
    "work_order.pooled": lambda _, __: NEED,
    "work_order.closed": _supervision,
    "work_order.archived": _nobody,
    "work_order.cancelled": _nobody,
}
BEGINS_WITH_DUTIES = (
    "work_order.held",
    "work_order.dispatched",
    "work_order.returned",
    "work_order.reopened",
    "work_order.suspended",
)
"""Who is handed an order is told by when: one who owes nothing by any time would have it for ever."""
OPENS = "work_order.opened"
"""Whose owner the next event of the same append names."""


@dataclass
class Hands:
    """In whose hands an order is."""

    desks: Mapping[str, str]
    units: Mapping[str, object]
    owner: str = NOBODY

    def read(self, fact: Fact) -> Iterator[str]:
        """One more event, with what is wrong about it."""
        if fact.type in OWNER:
            self.owner = OWNER[fact.type](fact, self.desks)
            if self.owner not in (NOBODY, INTAKE, LEADING, NEED, *self.units):
                yield f"{fact.subject}: after {fact.type} nobody has it ({self.owner!r})"
        if fact.type in BEGINS_WITH_DUTIES and not fact.data["duties"]:
            yield f"{fact.subject}: {fact.type} hands it to {self.owner}, who owes nothing by any time"


def no_case_without_an_owner(record: Record) -> Iterator[str]:
    """Read from the events of each work order."""
    rules = record.town.rules
    for (service, _), facts in record.streams.items():
        if service == "routing" and facts[0].type.startswith("work_order."):
            hands = Hands(rules.desks, rules.units)
            for place, fact in enumerate(facts):
                yield from hands.read(fact)
                yield from _let_go(facts, place)
                if fact.type == OPENS and (place + 1 == len(facts) or not _follows(facts[place + 1])):
                    yield f"{fact.subject} was opened and given to nobody"


def _let_go(facts: list[Fact], place: int) -> Iterator[str]:
    """After a release, and after leaving a need, somebody has it again (or intake, where it was not opened yet)."""
    if facts[place].type not in ("work_order.released", "work_order.unpooled"):
        return
    opened = any(one.type == OPENS for one in facts[:place])
    if opened and not any(one.type in OWNER for one in facts[place + 1 : place + 4]):
        yield f"{facts[place].subject}: after {facts[place].type} nobody has it"


def _follows(fact: Fact) -> bool:
    """What may come right after the opening: who has it, with or without its classification before."""
    return fact.type in OWNER or fact.type == "work_order.classified"
