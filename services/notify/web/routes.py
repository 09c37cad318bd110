"""Notify's routes: who may, what is read, what answers."""

from services.notify.web import acting, api, pages, receipts
from services.notify.web.forms import Filter, ListQuery, Nothing
from shared.web.route import PUBLIC, Route

READ = "deliveries.read"

ACTIONS = (("send-again", "重新发送", "Send it again"), ("confirm", "确认已送达", "Confirm that it arrived"))


def _page_action(name: str, label: str) -> Route:
    return Route(
        method="POST",
        path=f"/deliveries/<id>/{name}",
        permission=acting.DECIDE,
        view=acting.acting(name),
        form=Nothing,
        summary=label,
    )


def _api_action(name: str, summary: str) -> Route:
    return Route(
        method="POST",
        path=f"/api/v1/deliveries/<id>/{name}",
        permission=acting.DECIDE,
        view=acting.answering(name),
        form=Nothing,
        summary=summary,
    )


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
    *(_page_action(name, label) for name, label, _ in ACTIONS),
    *(_api_action(name, summary) for name, _, summary in ACTIONS),
    Route(
        method="POST",
        path="/api/v1/receipts/<channel>",
        permission=PUBLIC,
        view=receipts.take_receipt,
        also=(202, 401),
        summary="A gateway's receipt; it shows the channel's secret as a bearer token",
    ),
    Route(method="GET", path="/outbox", permission=READ, view=pages.outbox, summary="演示发件箱"),
)
