"""The routes of the rules in force."""

from services.routing.web import rules
from services.routing.web.rule_forms import HashForm, ProposeForm
from shared.web.route import Route

READ, PART = "rules.read", "/rules/<part>"
FORMS = {"propose": ProposeForm, "adopt": HashForm, "drop": HashForm}
LABELS = {"propose": "提出修改", "adopt": "审核启用", "drop": "撤下"}


def _page(name: str) -> Route:
    return Route(
        method="POST",
        path=f"{PART}/{name}",
        permission=rules.ADOPT,
        view=rules.do(name),
        form=FORMS[name],
        again=rules.show,
        summary=LABELS[name],
    )


def _api(name: str) -> Route:
    return Route(
        method="POST",
        path=f"/api/v1{PART}/{name}",
        permission=rules.ADOPT,
        view=rules.answer(name),
        form=FORMS[name],
        summary=f"{name.capitalize()} the content of a part of the rules; two people",
    )


RULE_ROUTES: tuple[Route, ...] = (
    Route(method="GET", path="/rules", permission=READ, view=rules.index, summary="现行规则"),
    Route(method="GET", path=PART, permission=READ, view=rules.show, summary="规则的一部分"),
    *map(_page, FORMS),
    Route(method="GET", path="/api/v1/rules", permission=READ, view=rules.list_rules, summary="Every part in force"),
    Route(
        method="GET",
        path=f"/api/v1{PART}",
        permission=READ,
        view=rules.read_rules,
        summary="One part with the content of a version",
    ),
    *map(_api, FORMS),
)
