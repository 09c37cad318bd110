"""The ledger's routes: who may, what is read, what answers."""

from services.ledger.web import api, auditing, evidence, forms, log, pages
from services.ledger.web.seeing import ALL, OWN
from shared.web.route import PUBLIC, AnyOf, Route

READ = AnyOf(ALL, OWN)

LOG = (
    Route(
        method="GET",
        path="/log/checkpoint",
        permission=PUBLIC,
        view=log.checkpoint,
        summary="The newest signed checkpoint of the tree (C2SP tlog-checkpoint)",
    ),
    Route(
        method="GET",
        path="/log/tile/entries/<path:tile>",
        permission=PUBLIC,
        view=log.entries,
        summary="A bundle of leaves (C2SP tlog-tiles)",
    ),
    Route(
        method="GET",
        path="/log/tile/<level>/<path:tile>",
        permission=PUBLIC,
        view=log.tile,
        summary="A tile of the tree (C2SP tlog-tiles)",
    ),
)

ROUTES = (
    *LOG,
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
        form=forms.Moments,
        summary="一件事项的全过程",
    ),
    Route(
        method="POST",
        path="/cases/<no>/evidence",
        permission=evidence.EXPORT,
        view=evidence.export,
        summary="导出一件事项的证据包",
    ),
    Route(
        method="POST",
        path="/api/v1/cases/<no>/evidence",
        permission=evidence.EXPORT,
        view=evidence.export,
        summary="The evidence bundle of one case (ZIP); closed fields stay closed",
        also=(409,),
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
        summary="Where one case stands, who answers for it, its duties and the rules in force; as of a recorded time",
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
        path="/api/v1/cases/<no>/difference",
        permission=READ,
        view=api.show_difference,
        form=forms.Between,
        summary="What is different about one case between two recorded times",
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
