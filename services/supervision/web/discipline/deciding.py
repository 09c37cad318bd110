"""What a person decides about a clue: dismiss, take up again, open a review, join one. Pages and API share the table."""

from typing import Any

from services.supervision.domain import clue as told
from services.supervision.domain.review.commands import AddClue, OpenReview
from services.supervision.holding import hold_now
from services.supervision.readmodels import reviews
from services.supervision.web.acting import Deed, Filled, Known, Room, words
from services.supervision.web.committing import case_of
from services.supervision.web.discipline import clues, forms
from services.supervision.web.discipline.about import about_of, together, written
from services.supervision.web.discipline.seeing import HANDLE, document, in_clear
from services.supervision.web.offered import offered
from shared.house.house import House
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text
from shared.kernel.times import stamp
from shared.rules.moment import Moment
from shared.web.answers import Page
from shared.web.ask import Ask
from shared.web.failures import Failure

OPEN, DISMISSED = ("open",), ("dismissed",)


def found(ask: Ask) -> Known:
    """The clue, its content for the room's own work, and the house to look further in."""
    row = clues.row_of(ask)
    house: House = ask.service
    content = document(in_clear(house, row["content"]))
    return {**row, "id": row["matter"], "content_said": content, "house": house}


def dismiss(row: Known, filled: Filled, moment: Moment) -> told.DismissClue:
    return told.DismissClue(row["matter"], moment, words(filled, "reason"))


def take_up(row: Known, filled: Filled, moment: Moment) -> told.TakeUpClue:
    return told.TakeUpClue(row["matter"], moment, words(filled, "reason"))


def open_review(row: Known, filled: Filled, moment: Moment) -> tuple[Any, ...]:
    """A new review and the clue in it: one unit of work."""
    unit = filled.get("unit") or ""
    if unit and unit not in moment.rules.units:
        raise Failure(422, "review.unknown_unit")
    about = about_of(row["subject"], row["content_said"], unit=unit, case_no=case_of(filled))
    review = stream_id("review of", row["matter"], stamp(moment.at))
    opened = OpenReview(review, moment, Text(written(about)), words(filled, "reason"))
    return told.JoinReview(row["matter"], moment, Text(review)), opened


def join(row: Known, filled: Filled, moment: Moment) -> tuple[Any, ...]:
    """The clue becomes part of a review that is running."""
    with row["house"].engine.connect() as connection:
        review = reviews.one(connection, filled["review"])
    if review is None:
        raise Failure(422, "review.unknown_to_join")
    now = document(in_clear(row["house"], review["about"]))
    about = together(now, about_of(row["subject"], row["content_said"]))
    added = AddClue(review["review"], moment, Text(row["subject"]), Text(written(about)))
    return told.JoinReview(row["matter"], moment, Text(review["review"])), added


def show(ask: Ask) -> Page:
    """One clue, its evidence, and what may be done."""
    row = clues.row_of(ask)
    house: House = ask.service
    fitting = [deed for deed in DEEDS if ask.may(deed.permission) and row["state"] in FITTING[deed.name]]
    running = running_reviews(house)
    if not running:
        fitting = [deed for deed in fitting if deed.name != "join-review"]
    choices = {"unit": clues.units(ask), "review": running}
    values = {
        "row": {**row, "id": row["matter"]},
        **clues.opened_clue(ask, row),
        "doing": offered(ask, fitting, choices),
        **clues.vocabulary(house),
    }
    return Page("supervision/discipline/clue.html", values)


def running_reviews(house: House) -> list[tuple[str, str]]:
    """Those a clue may join: by when they were opened."""
    with house.engine.connect() as connection:
        rows = reviews.running(connection)
    return [(row["review"], f"{row['opened_at']:%Y-%m-%d} …{row['review'][-8:]}") for row in rows]


DEEDS = (
    Deed(
        name="open-review",
        label="启动核查",
        hint="要查清的，启动核查。启动后由负责人指定核查人。",
        permission=HANDLE,
        form=forms.OpenReview,
        command=open_review,
        said="done.review_opened",
        then=hold_now,
    ),
    Deed(
        name="join-review",
        label="并入核查",
        hint="与正在核查的是同一件事的，并入那件核查。",
        permission=HANDLE,
        form=forms.JoinReview,
        command=join,
        said="done.clue_joined",
        then=hold_now,
    ),
    Deed(
        name="dismiss",
        label="排除",
        hint="看过证据，认为不成问题的，写明理由后排除。排除的仍可查。",
        permission=HANDLE,
        form=forms.Reason,
        command=dismiss,
        said="done.clue_dismissed",
    ),
    Deed(
        name="take-up",
        label="重新提起",
        hint="有了新情况的，写明理由后重新提起。",
        permission=HANDLE,
        form=forms.Reason,
        command=take_up,
        said="done.clue_taken_up",
    ),
)
FITTING = {"open-review": OPEN, "join-review": OPEN, "dismiss": OPEN, "take-up": DISMISSED}
CLUE_ROOM = Room(path="/discipline/clues/<id>", found=found, page=show, summary=clues.summary, deeds=DEEDS, hides=True)
