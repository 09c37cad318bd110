"""Early warning: surges, cases at risk, the watch list. Page and API."""

from collections.abc import Mapping
from typing import Any

from services.supervision.domain.warning.risks import counts
from services.supervision.domain.watch import Criteria, LiftWatch, PlaceWatch
from services.supervision.looking import criteria_of, warnings_at
from services.supervision.readmodels import watches
from services.supervision.readmodels.watches import CRITERIA, Row
from services.supervision.web.assessment.asking import own_unit
from services.supervision.web.assessment.excluding import case_in
from services.supervision.web.assessment.forms import Watch
from services.supervision.web.assessment.words import GROUPS, RISKS, choices, name_of
from shared.house.house import House
from shared.rules.rules import Rules
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure, FieldFault
from shared.web.inputs import inputs
from shared.web.paging import MOST

KEEP = "watch.keep"
LIST = "/supervision/warning"


def watch_name(row: Row, rules: Rules) -> str:
    """`住建局 · 城乡建设`; the number of a case."""
    return row["case_no"] or " · ".join(name_of(by, row[by], rules) for by in CRITERIA if row[by])


def catalogue_name(code: str, rules: Rules) -> str:
    """The item with the names above it."""
    return rules.catalogue[code].title if code in rules.catalogue else code


def show(ask: Ask) -> Page:
    """`?kind=`: one kind of risk alone."""
    house: House = ask.service
    own, kind, rules = own_unit(ask), ask.query("kind"), house.rulebook.current
    found = warnings_at(house, ask.at, own)
    values = {
        "own": own,
        "surges": found.surges,
        "risks": [one for one in found.risks if kind in ("", *one.kinds)][:MOST],
        "kinds": [(code, name, counts(found.risks)[code]) for code, name in RISKS.items()],
        "kind": kind,
        "risk_words": RISKS,
        "watched": [(row, watch_name(row, rules)) for row in found.watched],
        "may_keep": ask.may(KEEP),
        "inputs": inputs(Watch, ask, choices={by: choices(by, rules) for by in ("unit", "theme", "channel")}),
        "catalogue_name": lambda code: catalogue_name(code, rules),
        "group_words": GROUPS,
    }
    return Page("supervision/warning.html", values)


def document(ask: Ask) -> Json:
    """The API's warning."""
    found = warnings_at(ask.service, ask.at, own_unit(ask))
    at_risk = [
        {
            **{name: getattr(one.row, name) for name in ("case_no", "round", "unit", "theme", "channel", "place")},
            "kinds": one.kinds,
            "due_at": one.due_at,
        }
        for one in found.risks
    ]
    return Json({"as_of": ask.at, "surges": found.surges, "counts": counts(found.risks), "cases_at_risk": at_risk})


def list_watches(ask: Ask) -> Json:
    """The watch list."""
    house: House = ask.service
    with house.engine.connect() as connection:
        return Json({"watches": [dict(row) for row in watches.listed(connection)]})


def _place(ask: Ask) -> str:
    form = ask.form
    case_no = case_in(ask, form["case_no"]) if form.get("case_no") else ""
    _known(form, ask.service.rulebook.current)
    criteria = Criteria(case_no, *(form.get(name, "") for name in CRITERIA))
    ask.service.execute(PlaceWatch(criteria, ask.service.moment(ask.who.actor())), once=ask.once_only)
    return criteria.id


def _known(form: Mapping[str, Any], rules: Rules) -> None:
    """What is chosen must be there; places are words of the receipt and have no list."""
    wrong = [
        FieldFault(by, "请从列出的选项中选择")
        for by in ("unit", "theme", "channel")
        if form.get(by) and form[by] not in dict(choices(by, rules))
    ]
    if wrong:
        raise Failure(422, fields=tuple(wrong))


def _lift(ask: Ask) -> None:
    house: House = ask.service
    with house.engine.connect() as connection:
        row = watches.of_id(connection, ask.arguments["watch"])
    if row is None:
        raise Failure(404, "watch.unknown")
    house.execute(LiftWatch(criteria_of(row), house.moment(ask.who.actor())), once=ask.once_only)


def place_on_page(ask: Ask) -> See:
    _place(ask)
    return See(LIST, "done.watch_placed")


def lift_on_page(ask: Ask) -> See:
    _lift(ask)
    return See(LIST, "done.watch_lifted")


def place_in_api(ask: Ask) -> Json:
    """The watch as it is then."""
    watch, house = _place(ask), ask.service
    with house.engine.connect() as connection:
        row = watches.of_id(connection, watch)
    body: dict[str, Any] = dict(row) if row else {}
    return Json(body)


def lift_in_api(ask: Ask) -> Json:
    """The watch list as it is then."""
    _lift(ask)
    return list_watches(ask)
