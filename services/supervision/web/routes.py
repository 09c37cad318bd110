"""The table of routes.

Complaints are asked for by `complaints.read` in the view, not here: who may not read them is answered 404, as if
there were no such address, not 403.
"""

from services.supervision.web import (
    acting,
    acting_forms,
    api,
    carding,
    case,
    committing,
    complaining,
    forms,
    letter_writing,
    lettering,
    listing,
    reminding,
)
from services.supervision.web.actions import ACTIONS, Action
from services.supervision.web.assessment.routes import ROUTES as ASSESSMENT
from services.supervision.web.discipline.routes import ROUTES as DISCIPLINE
from services.supervision.web.seeing import discipline_alone
from shared.web.forms import Form
from shared.web.route import SIGNED_IN, Route, View

READ, REMINDERS = "callbacks.read", "reminders.read"
ONE = "/callbacks/<no>"


def _page_action(action: Action) -> Route:
    return Route(
        method="POST",
        path=f"{ONE}/{action.name}",
        permission=action.permission,
        view=case.acting(action.name),
        form=action.on_page,
        again=case.show,
        summary=action.label,
    )


def _api_action(action: Action) -> Route:
    return Route(
        method="POST",
        path=f"/api/v1{ONE}/{action.name}",
        permission=action.permission,
        view=api.acting(action.name),
        form=action.form,
        summary=f"{action.name.capitalize()} a callback",
    )


def _get(path: str, permission: str, view: View, summary: str, form: type[Form] | None = None) -> Route:
    return Route(method="GET", path=path, permission=permission, view=view, summary=summary, form=form)


def _new(room: str, permission: str, form: type[Form], show: View, view: View, label: str) -> tuple[Route, Route]:
    """The page with the form of something new, and its button."""
    path = f"{room}/new"
    post = Route(method="POST", path=path, permission=permission, view=view, form=form, again=show, summary=label)
    return _get(path, permission, show, label), post


def _makes(room: str, permission: str, form: type[Form], view: View, summary: str) -> Route:
    """The same for machines."""
    path = f"/api/v1{room}"
    return Route(method="POST", path=path, permission=permission, view=view, makes=True, form=form, summary=summary)


COMPLAINTS = (
    Route(
        method="GET",
        path="/complaints",
        permission=SIGNED_IN,
        hides=True,
        view=discipline_alone(complaining.show_all),
        summary="举报件（仅纪检监察）",
    ),
    Route(
        method="GET",
        path="/complaints/<matter>",
        permission=SIGNED_IN,
        hides=True,
        view=discipline_alone(complaining.show),
        summary="一件举报（仅纪检监察）",
    ),
    Route(
        method="GET",
        path="/api/v1/complaints",
        permission=SIGNED_IN,
        hides=True,
        view=discipline_alone(complaining.list_complaints),
        form=forms.PageQuery,
        summary="Complaints about officials (complaints.read alone)",
    ),
    Route(
        method="GET",
        path="/api/v1/complaints/<matter>",
        permission=SIGNED_IN,
        hides=True,
        view=discipline_alone(complaining.read_complaint),
        summary="One complaint about officials (complaints.read alone)",
    ),
)
CARDS = (
    _get("/cards", carding.READ, carding.show_all, "亮牌"),
    _get("/cards/<id>", carding.READ, carding.show, "一张牌"),
    _get("/api/v1/cards", carding.READ, carding.list_cards, "List cards, paged", acting_forms.CardFilter),
    _get("/api/v1/cards/<id>", carding.READ, carding.show_card, "One card with its words"),
    *acting.routes(carding.CARD_ROOM),
)
LETTERS = (
    _get("/letters", carding.READ, lettering.show_all, "督办函和通报"),
    *_new(
        "/letters",
        lettering.WRITE,
        acting_forms.WriteLetter,
        letter_writing.show_form,
        letter_writing.write,
        "发督办函",
    ),
    _makes(
        "/letters",
        lettering.WRITE,
        acting_forms.WriteLetter,
        letter_writing.write_by_api,
        "Write a letter about a case to a unit",
    ),
    _get("/letters/<number>", carding.READ, lettering.show, "一份督办函或通报"),
    _get("/letters/<number>.docx", carding.READ, lettering.download, "一份文书（Word）"),
    _get("/api/v1/letters", carding.READ, lettering.list_letters, "List letters, paged", acting_forms.LetterFilter),
    _get("/api/v1/letters/<number>", carding.READ, lettering.show_letter, "One letter with its words"),
    _get("/api/v1/letters/<number>.docx", carding.READ, lettering.download, "One letter as a Word document"),
    *acting.routes(lettering.LETTER_ROOM),
)
COMMITMENTS = (
    _get("/commitments", committing.READ, committing.show_all, "承诺事项"),
    *_new(
        "/commitments",
        committing.REGISTER,
        acting_forms.Register,
        committing.show_form,
        committing.register,
        "登记承诺事项",
    ),
    _makes(
        "/commitments", committing.REGISTER, acting_forms.Register, committing.register_by_api, "Register a commitment"
    ),
    _get("/commitments/<id>", committing.READ, committing.show, "一件承诺事项"),
    _get(
        "/api/v1/commitments",
        committing.READ,
        committing.list_commitments,
        "List commitments, paged",
        acting_forms.CommitmentFilter,
    ),
    _get("/api/v1/commitments/<id>", committing.READ, committing.show_commitment, "One commitment with its history"),
    *acting.routes(committing.COMMITMENT_ROOM),
)
ROUTES: tuple[Route, ...] = (
    _get("/callbacks", READ, listing.show, "回访台"),
    _get(ONE, READ, case.show, "一件回访"),
    *map(_page_action, ACTIONS),
    _get("/reminders", REMINDERS, reminding.show, "催办", forms.ReminderFilter),
    _get("/api/v1/callbacks", READ, api.list_callbacks, "List callbacks, paged by cursor", forms.ListFilter),
    _get(f"/api/v1{ONE}", READ, api.show_callback, "One callback with its history"),
    *map(_api_action, ACTIONS),
    Route(
        method="POST",
        path=f"/api/v1{ONE}/<action>",
        permission=SIGNED_IN,
        view=api.unknown_action,
        summary="Any other action: 404 action.unknown",
    ),
    _get("/api/v1/reminders", REMINDERS, reminding.list_reminders, "List reminders, paged", forms.ReminderQuery),
    *CARDS,
    *LETTERS,
    *COMMITMENTS,
    *ASSESSMENT,
    *COMPLAINTS,
    *DISCIPLINE,
)
