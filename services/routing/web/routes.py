"""The table of routes."""

from services.routing.web import api, case, desk, forms, listing
from services.routing.web.action import Action
from services.routing.web.actions import ACTIONS
from services.routing.web.leading.routes import LEADING
from services.routing.web.needs.routes import NEEDS
from services.routing.web.rule_routes import RULE_ROUTES
from shared.web.route import SIGNED_IN, AnyOf, Route

READ = AnyOf("work_orders.read", "work_orders.read_all")
ORDER = "/work-orders/<no>"


def _page_action(action: Action) -> Route:
    return Route(
        method="POST",
        path=f"{ORDER}/{action.name}",
        permission=action.permission,
        view=case.acting(action.name),
        form=action.form,
        again=case.show,
        summary=action.label,
    )


def _api_action(action: Action) -> Route:
    return Route(
        method="POST",
        path=f"/api/v1{ORDER}/{action.name}",
        permission=action.permission,
        view=api.acting(action.name),
        form=action.form,
        summary=f"{action.name.replace('-', ' ').capitalize()} a work order",
    )


ROUTES: tuple[Route, ...] = (
    *RULE_ROUTES,
    Route(method="GET", path="/desk", permission="work_orders.dispatch", view=desk.show, summary="分办台"),
    Route(
        method="GET",
        path="/work-orders",
        permission=READ,
        view=listing.show,
        form=forms.TabFilter,
        summary="工单列表",
    ),
    Route(method="GET", path=ORDER, permission=READ, view=case.show, summary="一件工单"),
    *map(_page_action, ACTIONS),
    Route(
        method="GET",
        path="/api/v1/work-orders",
        permission=READ,
        view=api.list_orders,
        form=forms.ListFilter,
        summary="List work orders, paged by cursor",
    ),
    Route(
        method="GET",
        path=f"/api/v1{ORDER}",
        permission=READ,
        view=api.show_order,
        summary="One work order with its history",
    ),
    *map(_api_action, ACTIONS),
    *LEADING,
    *NEEDS,
    Route(
        method="POST",
        path=f"/api/v1{ORDER}/<action>",
        permission=SIGNED_IN,
        view=api.unknown_action,
        summary="Any other action: 404 action.unknown",
    ),
)
