"""Who sees which cases: all with `cases.read`, those of the own unit as it is now with `cases.read_own`."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from services.ledger.readmodels.cases.query import Case, one, then
from services.ledger.readmodels.cases.story import story
from services.ledger.web.story import READ_AUDIT, in_order
from shared.access.permissions import Scope
from shared.eventlog.fact import Fact
from shared.house.house import House
from shared.kernel.numbering import read_case_number
from shared.web.ask import Ask
from shared.web.failures import Failure

ALL, OWN = "cases.read", "cases.read_own"


def scope(ask: Ask) -> Scope:
    """Whose cases the asker may see."""
    return ask.scope(everything=ALL, own=OWN)


def visible(ask: Ask, as_of: datetime | None) -> Case:
    """The case in the address, now or as of a time; 404 also for one that may not be seen, or was not there yet."""
    with ask.service.log.reading() as connection:
        case = one(connection, canonical(ask.arguments["no"]))
        if case is None or not scope(ask).sees(case.unit):
            raise Failure(404, "case.unknown")
        if as_of is None:
            return case
        found = then(connection, [case], as_of)
    if not found:
        raise Failure(404, "case.not_yet")
    return found[0]


def told(ask: Ask, case: Case, as_of: datetime | None) -> Sequence[Fact]:
    """The entries of a visible case, as it happened. Of a confidential asker a unit is told nothing."""
    house: House = ask.service
    with house.log.reading() as connection:
        facts = story(connection, case.case_no, as_of)
    told = in_order(facts, readings=ask.may(READ_AUDIT))
    return [_unnamed(fact) for fact in told] if scope(ask).unit is not None and is_confidential(told) else told


def is_confidential(facts: Iterable[Fact]) -> bool:
    """Whether the asker wants to be kept from the units that handle the case."""
    return any(fact.data.get("confidential") is True for fact in facts)


def _unnamed(fact: Fact) -> Fact:
    """Without the random name that all cases of one asker share."""
    return fact._replace(data={**fact.data, "asker": None}) if "asker" in fact.data else fact


def canonical(typed: str) -> str:
    """The number as it is stored, however it was typed; what is none stays as it is and finds nothing."""
    try:
        return read_case_number(typed)
    except ValueError:
        return typed
