"""The ledger's routes: who may, what is read, what answers."""

from services.ledger.web import api, auditing, forms, pages
from services.ledger.web.seeing import ALL, OWN
from shared.web.route import AnyOf, Route

READ = AnyOf(ALL, OWN)

ROUTES = (
    Route(
        method="GET",
        path="/cases",
        permission=READ,
        view=pages.list_page,
        form=forms.Filter,
        summary="事项总览",
    ),
    Route(
        method="GET",
        path="/cases/<no>",
        permission=READ,
        view=pages.case_page,
        form=forms.AsOf,
        summary="一件事项的全过程",
    ),
    Route(
        method="GET",
        path="/api/v1/cases",
        permission=READ,
        view=api.list_cases,
        form=forms.ListQuery,
        summary="Cases, newest first, by state and lead unit; as of a recorded time",
    ),
    Route(
        method="GET",
        path="/api/v1/cases/<no>",
        permission=READ,
        view=api.show_case,
        form=forms.AsOf,
        summary="Where one case stands; as of a recorded time",
    ),
    Route(
        method="GET",
        path="/api/v1/cases/<no>/history",
        permission=READ,
        view=api.show_history,
        form=forms.AsOf,
        summary="Every entry about one case from every service; as of a recorded time",
    ),
    Route(
        method="GET",
        path="/audit",
        permission=auditing.READ,
        view=auditing.list_page,
        form=forms.AuditFilter,
        summary="查阅审计",
    ),
    Route(
        method="GET",
        path="/api/v1/audit",
        permission=auditing.READ,
        view=auditing.list_audits,
        form=forms.AuditQuery,
        summary="Readings, exports, failed sign-ins, changes of rules and roles; the latest first",
    ),
)
