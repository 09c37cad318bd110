"""Pages: all cases (事项总览), and the whole story of one."""

from collections.abc import Sequence
from datetime import datetime

from services.ledger.readmodels.cases.query import Filter, counts
from services.ledger.web import asof, forms, words
from services.ledger.web.listing import found
from services.ledger.web.moments import compared, seen
from services.ledger.web.seeing import scope, told, visible
from services.ledger.web.story import READ_AUDIT, grouped, steps
from shared.house.house import House
from shared.kernel.case_state import STATES
from shared.web.answers import Page
from shared.web.ask import Ask
from shared.web.inputs import inputs
from shared.web.paging import LIMIT
from shared.web.words import word

CASES = "/ledger/cases"
MEANING = {
    "received": "等受理",
    "accepted": "等建立工单",
    "dispatching": "等分办",
    "handling": "责任单位在办",
    "answered": "等办结",
    "closed": "等回访",
    "called_back": "等归档",
    "archived": "已走完",
    "declined": "已告知诉求人",
    "answered_at_once": "已当场答复",
    "merged": "随主件办理",
    "withdrawn": "由诉求人撤回",
}
IN_ORDER = tuple(MEANING)
Card = tuple[str, int, str, str]


def list_page(ask: Ask) -> Page:
    """Figures by state, a filter, the newest first."""
    house: House = ask.service
    own = scope(ask).unit or ""
    asked = {name: ask.query(name) for name in ("state", "unit", "number", "cursor")}
    wanted = Filter(**{name: ask.form.get(name, "") for name in ("state", "unit", "number")}, own=own)
    with house.log.reading() as connection:
        figures = cards(counts(connection, own))
    controls = inputs(forms.Filter, ask, values=asked, choices={"unit": house.rulebook.current.unit_choices})
    values = {
        "slice": found(house, wanted, asked["cursor"], LIMIT),
        "figures": figures,
        "asked": asked,
        "inputs": [control for control in controls if not (own and control.name == "unit")],
        "own": own,
    }
    return Page("ledger/cases.html", values)


def cards(counted: dict[str, int]) -> Sequence[Card]:
    """All, then each state that there is, in the order in which a case goes round."""
    assert set(IN_ORDER) == set(STATES)
    there = [state for state in IN_ORDER if counted.get(state)]
    states = [(word(state, "state"), counted[state], MEANING[state], f"{CASES}?state={state}") for state in there]
    return [("全部", sum(counted.values()), "从登记到归档", CASES), *states]


def case_page(ask: Ask) -> Page:
    """One case, now or as of a recorded time: where it stands, every step, and what differs from another moment."""
    house, rules = ask.service, ask.service.rulebook.current
    as_of, beside = looked_at(ask)
    case = visible(ask, as_of)
    then, facts = seen(house, case.case_no, as_of), told(ask, case, as_of)
    values = {
        "case": case,
        "as_of": as_of,
        "then": then,
        "running": asof.rows(then.standing.running, then),
        "over": asof.rows(then.standing.over, then),
        "parts": asof.parts(then),
        "words": words,
        "beside": _beside(ask, case.case_no, as_of, beside),
        "story": grouped(steps(facts, rules)),
        "entries": len(facts),
        "confidential": any(fact.type == "appeal.received" and fact.data.get("confidential") for fact in facts),
        "inputs": inputs(forms.Moments, ask, values={"as_of": asof.typed(as_of), "beside": asof.typed(beside)}),
        "services": len({fact.service for fact in facts}),
    }
    return Page("ledger/case.html", values)


def looked_at(ask: Ask) -> tuple[datetime | None, datetime | None]:
    """The moment of the page and the one beside it; of two, the page shows the later, where the case is sure to be."""
    as_of, beside = ask.form.get("as_of"), ask.form.get("beside")
    if beside is None or as_of is None or beside <= as_of:
        return as_of, beside
    return beside, as_of


def _beside(ask: Ask, case_no: str, as_of: datetime | None, other: datetime | None) -> asof.Beside | None:
    if other is None:
        return None
    both = compared(ask.service, case_no, min(other, ask.at), as_of)
    return asof.beside(both, ask.service.rulebook.current, readings=ask.may(READ_AUDIT))
