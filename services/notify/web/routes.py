"""Notify's routes: who may, what is read, what answers."""

from services.notify.web import api, pages
from services.notify.web.forms import Filter, ListQuery
from shared.web.route import Route

READ = "deliveries.read"

ROUTES = (
    Route(
        method="GET",
        path="/api/v1/deliveries",
        permission=READ,
        view=api.list_deliveries,
        form=ListQuery,
        summary="Deliveries, the newest first, by state, channel or case",
    ),
    Route(
        method="GET",
        path="/api/v1/deliveries/<id>",
        permission=READ,
        view=api.read_delivery,
        summary="One delivery",
    ),
    Route(
        method="GET",
        path="/deliveries",
        permission=READ,
        view=pages.delivery_list,
        form=Filter,
        summary="通知一览",
    ),
    Route(
        method="GET",
        path="/deliveries/<id>",
        permission=READ,
        view=pages.delivery_page,
        summary="一条通知",
    ),
    Route(method="GET", path="/outbox", permission=READ, view=pages.outbox, summary="演示发件箱"),
)
