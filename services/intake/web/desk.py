"""The accepting desk: what waits, one appeal with everything known about it, and what is done with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from services.intake import hints
from services.intake.domain.reasons import DECLINE_REASONS
from services.intake.readmodels import appeals, details, enterprises, knowledge
from services.intake.readmodels.appeals import Row
from services.intake.web.actions import BY_NAME, Action, carry_out, offered
from services.intake.web.desk_forms import FIELD_WORDS
from shared.house.house import House
from shared.house.reading import open_for, opened
from shared.kernel.rejection import Rejected
from shared.kernel.times import stamp
from shared.rules.catalogue import KINDS
from shared.web.answers import Page, See
from shared.web.ask import Ask
from shared.web.inputs import Input, inputs
from shared.web.paging import Key, Slice, page, timed

SHOWN = ("title", "text", "name", "phone", "enterprise", "credit_code")
PAGE = 30
REASONS = {"same_asker": "同一电话或同一诉求人", "same_enterprise": "同一企业", "same_words": "标题相近"}


def show_list(ask: Ask) -> Page:
    """What waits to be accepted, the oldest first; `?cursor=`."""
    house: House = ask.service
    found = waiting(ask, ask.query("cursor"), PAGE)
    shown = [{**row, "title": opened(house, row["title"], "page.list")} for row in found.items]
    with house.engine.connect() as connection:
        counts = appeals.counts(connection)
    unknown = house.rulebook.current.unknown_years(ask.at)
    more = {"more": found.next_cursor, "counts": counts, "unknown_years": unknown}
    return Page("intake/desk.html", {"rows": shown, **more})


def waiting(ask: Ask, cursor: str, limit: int) -> Slice[Row]:
    """One page of what waits. Failure 422 for a cursor that is none of ours."""

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with ask.service.engine.connect() as connection:
            return appeals.waiting(connection, timed(after), count)

    return page(fetch, lambda row: (stamp(row["received_at"]), row["case_no"]), cursor, limit)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything about one appeal, open; `kin` and `articles` are hints."""

    row: Row
    words: Mapping[str, str | None]
    details: Mapping[str, list[dict[str, Any]]]
    kin: list[hints.Kin]
    articles: list[knowledge.Row]
    enterprise: str | None


def known(ask: Ask, purpose: str) -> Known:
    """The appeal of the path. Rejected `appeal.not_found`."""
    house: House = ask.service
    row = row_of(ask)
    words = open_for(house, ask.who.actor(), row["case_no"], purpose, {name: row[name] for name in SHOWN})
    said = f"{words['title'] or ''} {words['text'] or ''}"
    with house.engine.connect() as connection:
        return Known(
            row,
            words,
            about(house, details.details_of(connection, row["case_no"]), purpose),
            hints.kin(house, connection, row, words["title"] or ""),
            hints.fitting(connection, said) if row["state"] == "received" else [],
            enterprises.of_stream(connection, row["stream"]),
        )


def about(house: House, found: Mapping[str, Any], purpose: str) -> dict[str, list[dict[str, Any]]]:
    """The details with their words open."""
    opens = {
        "supplements": ("text",),
        "attachments": ("name",),
        "corrections": ("reason",),
        "ratings": ("remark",),
        "followers": ("title",),
    }
    made = {name: [_open(house, one, fields, purpose) for one in found[name]] for name, fields in opens.items()}
    for one in made["corrections"]:
        if one["private"]:
            one |= {name: one[name] and opened(house, one[name], purpose) for name in ("old", "new")}
    return made


def _open(house: House, row: Mapping[str, Any], fields: tuple[str, ...], purpose: str) -> dict[str, Any]:
    return {**row, **{name: row[name] and opened(house, row[name], purpose) for name in fields}}


def row_of(ask: Ask) -> Row:
    """The appeal of the number in the path. Rejected `appeal.not_found`."""
    house: House = ask.service
    with house.engine.connect() as connection:
        row = appeals.of_case(connection, ask.arguments["no"])
    if row is None:
        raise Rejected("appeal.not_found")
    return row


def show(ask: Ask) -> Page:
    """One appeal; again with what was wrong when an action was refused."""
    case = known(ask, "page.desk")
    actions = offered(case.row)
    asked = ask.request.path.rsplit("/", 1)[-1] if ask.refused else ask.query("do")
    action = next((one for one in actions if one.name == asked), actions[0] if actions else None)
    typing = ask if action and action.name == asked else replace(ask, typed=MultiDict())
    values = {
        "row": case.row,
        "words": case.words,
        "details": case.details,
        "kin": case.kin,
        "articles": case.articles,
        "enterprise": case.enterprise,
        "actions": actions,
        "action": action,
        "inputs": filled(action, case, typing) if action else (),
        "reasons": DECLINE_REASONS,
        "why": REASONS,
        "fields": FIELD_WORDS,
    }
    return Page("intake/desk_case.html", values)


def filled(action: Action, case: Known, ask: Ask) -> tuple[Input, ...]:
    """The action's form as it is first shown."""
    kinds = [(kind, kind) for kind in KINDS]
    values = {
        "kind": case.row["kind"] if action.name != "correct" else "",
        "leading": ask.query("leading"),
        "urgent": "false" if case.row["urgent"] else "true",
        **_from_article(ask),
    }
    return inputs(action.form, ask, values=values, choices={"kind": kinds})


def _from_article(ask: Ask) -> dict[str, str]:
    """What a click on an article fills in."""
    house: House = ask.service
    with house.engine.connect() as connection:
        found = knowledge.versions_of(connection, ask.query("article")) if ask.query("article") else ()
    if not found:
        return {}
    newest = found[0]
    return {"public": newest["text"], "article": newest["article"], "version": str(newest["version"])}


def acting(name: str) -> Callable[[Ask], See]:
    """The view of an action."""
    action = BY_NAME[name]

    def act(ask: Ask) -> See:
        house: House = ask.service
        row = row_of(ask)
        carry_out(house, action, row, ask.form, house.moment(ask.who.actor()), ask.once_only)
        back = "/intake/desk" if row["state"] == "received" else f"/intake/desk/{row['case_no']}"
        return See(back, action.said)

    return act
