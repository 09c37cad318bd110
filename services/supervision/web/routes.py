"""The table of routes.

Complaints are asked for by `complaints.read` in the view, not here: who may not read them is answered 404, as if
there were no such address, not 403.
"""

from services.supervision.web import api, case, complaining, forms, listing, reminding
from services.supervision.web.actions import ACTIONS, Action
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
    *COMPLAINTS,
)
