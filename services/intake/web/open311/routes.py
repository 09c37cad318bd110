"""The addresses below `/open311/v2`, each in JSON and in XML."""

from functools import partial
from typing import Any

from marshmallow import Schema

from services.intake.web.open311 import views, writing
from services.intake.web.open311.forms import Asked, RequestsQuery, ServiceRequestForm
from shared.web.route import FORMS, PUBLIC, Route

ROOT = "/open311/v2"
GETS: tuple[tuple[str, Any, type[Schema], str], ...] = (
    ("discovery", views.discovery, Asked, "Open311: where the API is"),
    ("services", views.list_services, Asked, "Open311: service types, the leaves of the catalogue"),
    ("services/<code>", views.show_service, Asked, "Open311: one service type"),
    ("tokens/<token>", views.show_token, Asked, "Open311: the id of a service request"),
    ("requests", views.list_requests, RequestsQuery, "Open311: the client's own service requests"),
    ("requests/<no>", views.show_request, Asked, "Open311: one service request"),
)
TOLD_OTHERWISE = (400, 403, 404)


def _routes(kind: str) -> tuple[Route, ...]:
    refused = partial(writing.refused, kind)
    gets = [
        Route(
            method="GET",
            path=f"{ROOT}/{path}.{kind}",
            permission=PUBLIC,
            view=partial(view, kind=kind),
            form=form,
            summary=f"{summary} ({kind.upper()})",
            also=TOLD_OTHERWISE,
            refusal=refused,
        )
        for path, view, form, summary in GETS
    ]
    post = Route(
        method="POST",
        path=f"{ROOT}/requests.{kind}",
        permission=PUBLIC,
        view=partial(views.create, kind=kind),
        form=ServiceRequestForm,
        summary=f"Open311: a new service request ({kind.upper()})",
        takes=FORMS,
        makes=True,
        also=TOLD_OTHERWISE,
        refusal=refused,
    )
    return (*gets, post)


OPEN311_ROUTES = tuple(route for kind in writing.FORMATS for route in _routes(kind))
