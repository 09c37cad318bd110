"""The page of one callback: whom to call about what, how it went, and what to do now."""

from collections.abc import Callable, Mapping

from services.supervision.readmodels import reminders
from services.supervision.readmodels.callbacks import query
from services.supervision.readmodels.callbacks.query import Row
from services.supervision.web.actions import BY_NAME
from services.supervision.web.offering import doing
from services.supervision.web.script import script
from services.supervision.web.seeing import OPEN_PERSONAL, Eyes, facts_of, found, state_of
from services.supervision.web.story import steps
from services.supervision.web.words import DUE, REASONS, RESOLVED, SATISFIED, STATES, WHY
from shared.house.house import House
from shared.web.answers import Page, See
from shared.web.ask import Ask

LIST = "/supervision/callbacks"
OUTCOME: Mapping[str, str] = {
    "settled": "done.satisfied",
    "reopen_asked": "done.reopen_asked",
    "referred": "done.referred",
    "recorded": "done.no_opinion",
}
WORDS = {"states": STATES, "due_words": DUE, "reasons": REASONS, "why": WHY, "resolved": RESOLVED}


def show(ask: Ask) -> Page:
    """One callback; again with what was wrong when an action was refused."""
    house: House = ask.service
    row = found(ask)
    facts = facts_of(house, row["case_no"])
    with house.engine.connect() as connection:
        reminded = reminders.of_case(connection, row["case_no"])
        rating = query.rating_of(connection, row["case_no"])
    eyes = Eyes(ask, row, facts, {"rating": rating["remark"] if rating else None})
    state = state_of(house, row["case_no"])
    values = {
        "row": row,
        "whom": {name: eyes.stored(row[name]) for name in ("name", "phone")},
        "answer": eyes.stored(row["public"]),
        "opened": ask.may(OPEN_PERSONAL),
        "proposal": state.proposal,
        "rating": rating,
        "rated": eyes.stored(rating["remark"]) if rating else None,
        "script": script(row, house, at_once=state.at_once),
        "doing": doing(row, ask),
        "steps": steps(facts, reminded, eyes, house.rulebook.current),
        "satisfied": SATISFIED,
        **WORDS,
    }
    return Page("supervision/callback.html", values)


def acting(name: str) -> Callable[[Ask], See]:
    """The view that does this action from a page: back to the list, for the next call."""
    action = BY_NAME[name]

    def act(ask: Ask) -> See:
        house: House = ask.service
        before = found(ask)
        house.execute(action.command(before["case_no"], ask.form, house.moment(ask.who.actor())), once=ask.once_only)
        with house.engine.connect() as connection:
            after = query.of_case(connection, before["case_no"])
        return See(LIST, said(name, after or before))

    return act


def said(name: str, row: Row) -> str:
    """What came of it, in a sentence's code."""
    if name == "settle":
        return "done.proposed" if row["state"] == "referred" else "done.settled"
    if name == "decline":
        return "done.declined"
    if name == "attempt":
        return "done.unreachable" if row["state"] == "settled" else "done.attempted"
    return OUTCOME.get(row["state"], "done.settled")
