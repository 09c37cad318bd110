"""The discipline room's routes. They hide: for who may not, there is no such address (404)."""

from services.supervision.web.acting import routes as deeds
from services.supervision.web.discipline import clues, forms, reviews
from services.supervision.web.discipline.deciding import CLUE_ROOM
from services.supervision.web.discipline.deciding import show as show_clue
from services.supervision.web.discipline.reviewing import REVIEW_ROOM
from services.supervision.web.discipline.reviewing import show as show_review
from services.supervision.web.discipline.seeing import HANDLE, READ
from shared.web.forms import Form
from shared.web.route import Route, View

CLUES, REVIEWS = "/discipline/clues", "/discipline/reviews"
API = "/api/v1"


def _get(path: str, view: View, summary: str, form: type[Form] | None = None, permission: str = READ) -> Route:
    return Route(method="GET", path=path, permission=permission, view=view, summary=summary, form=form, hides=True)


ROUTES: tuple[Route, ...] = (
    _get(CLUES, clues.show_all, "线索"),
    _get(f"{CLUES}/new", clues.show_form, "登记线索", permission=HANDLE),
    Route(
        method="POST",
        path=f"{CLUES}/new",
        permission=HANDLE,
        view=clues.register,
        form=forms.RegisterClue,
        again=clues.show_form,
        summary="登记线索",
        hides=True,
    ),
    _get(f"{CLUES}/<id>", show_clue, "一条线索"),
    *deeds(CLUE_ROOM),
    _get(f"{API}{CLUES}", clues.list_clues, "List clues, paged", forms.ClueFilter),
    Route(
        method="POST",
        path=f"{API}{CLUES}",
        permission=HANDLE,
        view=clues.register_by_api,
        makes=True,
        form=forms.RegisterClue,
        summary="Register a clue",
        hides=True,
    ),
    _get(f"{API}{CLUES}/<id>", clues.read_clue, "One clue in clear; recorded"),
    _get(REVIEWS, reviews.show_all, "核查"),
    _get(f"{REVIEWS}/<id>", show_review, "一件核查"),
    _get(f"{REVIEWS}/<id>/case", reviews.show_case, "典型案例稿"),
    *deeds(REVIEW_ROOM),
    _get(f"{API}{REVIEWS}", reviews.list_reviews, "List reviews, paged", forms.ReviewFilter),
    _get(f"{API}{REVIEWS}/<id>", reviews.read_review, "One review in clear; recorded"),
)
