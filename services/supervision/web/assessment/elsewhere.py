"""Which of a unit's cases have since gone to another one: their pages are not the unit's to open any more."""

from collections.abc import Iterable

from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.readmodels.assessment import query
from shared.house.house import House
from shared.kernel.case_state import Facts, note, state_of
from shared.web.ask import Ask

ALL = "cases.read"


def elsewhere(ask: Ask, cases: Iterable[str]) -> frozenset[str]:
    """Those that the asker may not open, as the ledger sees it: by the unit that each has now."""
    if ask.may(ALL):
        return frozenset()
    house: House = ask.service
    wanted = frozenset(cases)
    with house.engine.connect() as connection:
        milestones = query.of_cases(connection, wanted)
    return frozenset(no for no, unit in units_of(milestones).items() if unit != ask.who.unit)


def units_of(milestones: Iterable[Milestone]) -> dict[str, str]:
    """The unit that has each case, or ""."""
    facts: dict[str, Facts] = {}
    for one in sorted(milestones, key=lambda one: (one.at, one.position)):
        facts[one.case_no] = note(facts.get(one.case_no, Facts()), one.service, one.type, one.said, one.at)
    return {no: state_of(one).unit for no, one in facts.items()}
