"""The routes of assessment."""

from services.supervision.web.assessment import api, briefs, excluding, exporting, forms, pages, warning
from services.supervision.web.assessment.asking import READ, READ_OWN
from services.supervision.web.assessment.excluding import APPROVE, PROPOSE
from services.supervision.web.assessment.warning import KEEP
from shared.web.forms import Form
from shared.web.route import Access, AnyOf, Route, View

SEE = AnyOf(READ, READ_OWN)
EXCLUSIONS = AnyOf(PROPOSE, APPROVE)
ONE = "/exclusions/<no>/<rate>/<action>"
LIFT = "/watches/<watch>/lift"


def _get(
    path: str,
    view: View,
    summary: str,
    form: type[Form] | None = None,
    permission: str | Access | AnyOf = SEE,
    *,
    also: tuple[int, ...] = (),
) -> Route:
    return Route(method="GET", path=path, permission=permission, view=view, summary=summary, form=form, also=also)


def _post(
    path: str, view: View, summary: str, permission: str, form: type[Form] | None = None, again: View | None = None
) -> Route:
    return Route(method="POST", path=path, permission=permission, view=view, summary=summary, form=form, again=again)


ROUTES: tuple[Route, ...] = (
    _get("/assessment", pages.show, "考核指标", forms.AssessmentQuery),
    _get("/assessment/cases", pages.show_cases, "指标的明细", forms.CasesQuery),
    _get("/assessment.xlsx", exporting.export, "考核指标，XLSX", forms.AssessmentQuery),
    _get("/exclusions", excluding.show, "剔除", permission=EXCLUSIONS),
    _post("/exclusions", excluding.propose_on_page, "提出剔除", PROPOSE, forms.Propose, excluding.show),
    _post(ONE, excluding.decide_on_page, "裁定剔除", APPROVE, forms.Decide, excluding.show),
    _get("/briefs", briefs.show_all, "日报、周报"),
    _get("/briefs/choose", briefs.choose, "选日报", also=(404,)),
    _get("/briefs/<day>", briefs.show, "一期日报或周报"),
    _get("/briefs/<day>/brief.xlsx", briefs.export, "一期日报或周报，XLSX"),
    _get("/warning", warning.show, "监测预警"),
    _post("/watches", warning.place_on_page, "列入重点跟踪", KEEP, forms.Watch, warning.show),
    _post(LIFT, warning.lift_on_page, "解除重点跟踪", KEEP),
    _get("/api/v1/assessment", api.show, "Rates with formulas, by group, and a league", forms.AssessmentQuery),
    _get("/api/v1/assessment/cases", api.show_cases, "The cases behind one figure, paged", forms.CasesQuery),
    _get(
        "/api/v1/exclusions",
        excluding.list_exclusions,
        "Exclusions with their reasons, paged",
        forms.ExclusionQuery,
        EXCLUSIONS,
    ),
    _post("/api/v1/exclusions", excluding.propose_in_api, "Propose an exclusion", PROPOSE, forms.Propose),
    _post(f"/api/v1{ONE}", excluding.decide_in_api, "Approve, refuse or revoke an exclusion", APPROVE, forms.Decide),
    _get("/api/v1/briefs/<day>", briefs.document, "The brief of a day (2026-11-24) or week (2026-W48)"),
    _get("/api/v1/warning", warning.document, "Surges and cases at risk"),
    _get("/api/v1/watches", warning.list_watches, "The watch list", permission=READ),
    _post("/api/v1/watches", warning.place_in_api, "Watch a case, or all that fit", KEEP, forms.Watch),
    _post(f"/api/v1{LIFT}", warning.lift_in_api, "Watch it no more", KEEP),
)
