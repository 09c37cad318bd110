"""Pages: all cases (事项总览), and the whole story of one."""

from collections.abc import Sequence

from services.ledger.readmodels.cases.query import Filter, counts
from services.ledger.web import forms
from services.ledger.web.listing import found
from services.ledger.web.seeing import scope, told, visible
from services.ledger.web.story import grouped, steps
from shared.house.house import House
from shared.kernel.case_state import STATES
from shared.kernel.times import SHANGHAI
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
    """One case: where it stands and every step from every service, now or as of a recorded time."""
    house: House = ask.service
    as_of = ask.form.get("as_of")
    case = visible(ask, as_of)
    typed = as_of.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if as_of else ""
    facts = told(ask, case, as_of)
    values = {
        "case": case,
        "as_of": as_of,
        "story": grouped(steps(facts, house.rulebook.current)),
        "entries": len(facts),
        "confidential": any(fact.type == "appeal.received" and fact.data.get("confidential") for fact in facts),
        "inputs": inputs(forms.AsOf, ask, values={"as_of": typed}),
        "services": len({fact.service for fact in facts}),
    }
    return Page("ledger/case.html", values)
