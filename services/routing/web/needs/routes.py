"""The routes of common needs."""

from services.routing.web.needs import views
from services.routing.web.needs.deeds import DEEDS, GATHER, Deed
from shared.web.route import Route

ALL, ONE = "/common-needs", "/common-needs/<need>"
READ = "common_needs.read"


def _of(deed: Deed) -> tuple[Route, Route]:
    path = f"{ONE}/{deed.name}"
    return (
        Route(
            method="POST",
            path=path,
            permission=deed.permission,
            view=views.acting(deed),
            form=deed.form,
            again=views.show,
            summary=deed.label,
        ),
        Route(
            method="POST",
            path=f"/api/v1{path}",
            permission=deed.permission,
            view=views.acting_api(deed),
            form=deed.form,
            summary=f"{deed.name.capitalize()} (common need)",
        ),
    )


NEEDS: tuple[Route, ...] = (
    Route(method="GET", path=ALL, permission=READ, view=views.show_all, summary="共性问题"),
    Route(
        method="POST",
        path=ALL,
        permission=GATHER.permission,
        view=views.gather,
        form=GATHER.form,
        again=views.show_all,
        summary=GATHER.label,
    ),
    Route(method="GET", path=ONE, permission=READ, view=views.show, summary="一个共性问题"),
    Route(method="GET", path=f"/api/v1{ALL}", permission=READ, view=views.list_api, summary="List common needs"),
    Route(
        method="POST",
        path=f"/api/v1{ALL}",
        permission=GATHER.permission,
        view=views.gather_api,
        makes=True,
        form=GATHER.form,
        summary="Gather a common need",
    ),
    Route(method="GET", path=f"/api/v1{ONE}", permission=READ, view=views.show_api, summary="One common need"),
    *(route for deed in DEEDS for route in _of(deed)),
)
