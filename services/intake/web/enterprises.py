"""Enterprise profiles (一企一档): pages and API. Opening one is recorded as a reading."""

from typing import Any

from services.intake.domain.enterprise import KeepFacts
from services.intake.readmodels import enterprises
from services.intake.readmodels.enterprises import CLOSED, Row
from services.intake.web.desk_forms import SCALE_WORDS, Facts
from shared.house.house import House
from shared.house.reading import open_for, opened
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text
from shared.vault import Shredded
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.inputs import inputs

HOME = "/intake/enterprises"
MOST = 200
PLAIN = ("enterprise", "industry", "scale", "registered_at", "changed_at")
CASE = ("case_no", "state", "kind", "channel", "unit", "received_at", "urgent")


def listed(house: House) -> list[dict[str, Any]]:
    """Enterprises with their names, the one heard of last first."""
    with house.engine.connect() as connection:
        rows = enterprises.latest(connection, MOST)
    return [{**row, "name": row["name"] and opened(house, row["name"], "page.list")} for row in rows]


def show_list(ask: Ask) -> Page:
    """All of them."""
    return Page("intake/enterprises.html", {"rows": listed(ask.service), "scales": SCALE_WORDS})


def row_of(ask: Ask) -> Row:
    """The enterprise of the path. Rejected `enterprise.unknown`."""
    house: House = ask.service
    with house.engine.connect() as connection:
        row = enterprises.enterprise_of(connection, ask.arguments["enterprise"])
    if row is None:
        raise Rejected("enterprise.unknown")
    return row


def known(ask: Ask, purpose: str) -> tuple[Row, dict[str, str | None], list[dict[str, Any]]]:
    """The row, its closed fields open, and its cases with their titles."""
    house: House = ask.service
    row = row_of(ask)
    subject = f"enterprise/{row['enterprise']}"
    words = open_for(house, ask.who.actor(), subject, purpose, {name: row[name] for name in CLOSED})
    with house.engine.connect() as connection:
        cases = enterprises.cases_of(connection, row["enterprise"])
    return row, words, [{**one, "title": opened(house, one["title"], purpose)} for one in cases]


def show(ask: Ask) -> Page:
    """One enterprise with its cases and what the desk keeps."""
    row, words, cases = known(ask, "page.enterprise")
    written = {name: words.get(name) or row.get(name) or "" for name in ("name", "industry", "scale", "contact")}
    scales = [("", "未填"), *SCALE_WORDS.items()]
    values = {
        "row": row,
        "words": words,
        "cases": cases,
        "scales": SCALE_WORDS,
        "may_keep": ask.may("enterprises.keep"),
        "inputs": inputs(Facts, ask, values=written, choices={"scale": scales[1:]}),
    }
    return Page("intake/enterprise.html", values)


def keep(ask: Ask) -> None:
    """Rejected `enterprise.erased` when the asker they would be kept under was erased."""
    house: House = ask.service
    form = ask.form
    contact = Text(form["contact"]) if form.get("contact") else None
    moment = house.moment(ask.who.actor())
    command = KeepFacts(
        ask.arguments["enterprise"], moment, Text(form["name"]), form["industry"], form["scale"], contact
    )
    try:
        house.execute(command, once=ask.once_only)
    except Shredded:
        raise Rejected("enterprise.erased") from None


def keep_post(ask: Ask) -> See:
    """Kept."""
    keep(ask)
    return See(f"{HOME}/{ask.arguments['enterprise']}", "done.facts_kept")


def api_list(ask: Ask) -> Json:
    """All of them."""
    return Json(
        {"enterprises": [{name: one[name] for name in (*PLAIN, "name", "cases")} for one in listed(ask.service)]}
    )


def api_show(ask: Ask) -> Json:
    """One enterprise with its cases."""
    row, words, cases = known(ask, "api.enterprise")
    listed_ = [{name: one[name] for name in (*CASE, "title")} for one in cases]
    return Json({**{name: row[name] for name in PLAIN}, **words, "cases": listed_})


def api_keep(ask: Ask) -> Json:
    """Keep the facts."""
    keep(ask)
    return api_show(ask)
