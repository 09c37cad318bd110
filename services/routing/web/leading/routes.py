"""The routes of deeds: a form page and its POST, and the same in the API."""

from services.routing.web.leading import listing, views
from services.routing.web.leading.deeds import DEEDS, Deed
from shared.web.route import AnyOf, Route

ORDER = "/work-orders/<no>"
SEEN = AnyOf("work_orders.read", "work_orders.read_all")


def _of(deed: Deed) -> tuple[Route, Route, Route]:
    path, summary = f"{ORDER}/{deed.name}", f"{deed.name.replace('-', ' ').capitalize()}: {deed.label}"
    page = views.form_page(deed)
    return (
        Route(method="GET", path=path, permission=deed.permission, view=page, summary=deed.label),
        Route(
            method="POST",
            path=path,
            permission=deed.permission,
            view=views.acting(deed),
            form=deed.form,
            again=page,
            summary=deed.label,
        ),
        Route(
            method="POST",
            path=f"/api/v1{path}",
            permission=deed.permission,
            view=views.acting_api(deed),
            form=deed.form,
            summary=summary,
        ),
    )


LEADING: tuple[Route, ...] = (
    *(route for deed in DEEDS for route in _of(deed)),
    Route(method="GET", path="/instructions", permission="instructions.read", view=listing.show, summary="批示与会议"),
    Route(
        method="GET",
        path="/api/v1/instructions",
        permission="instructions.read",
        view=listing.listed,
        summary="Instructions and meetings that wait for the asker, and those the asker gave",
    ),
    Route(
        method="GET",
        path=f"/api/v1{ORDER}/matters",
        permission=SEEN,
        view=views.show_matters,
        summary="Transfers, instructions, meetings and escalations of a case",
    ),
)
