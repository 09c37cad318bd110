"""Intake's routes: who may, what is read, what answers."""

from services.intake.attaching.keeping import BODY, FIELD
from services.intake.web import api, pages
from services.intake.web.desk_routes import DESK_ROUTES, ENTERPRISE_ROUTES, KNOWLEDGE_ROUTES
from services.intake.web.forms import AppealForm, ComplaintForm, RatingForm, SupplementForm, WithdrawalForm
from services.intake.web.open311.routes import OPEN311_ROUTES
from shared.web.route import FEED, MIB, PUBLIC, Route

BATCH = 8 * MIB
FOLLOW = "/follow/<no>/<receipt>"

ROUTES = (
    Route(
        method="POST",
        path="/api/v1/feeds/<source>/orders",
        permission=FEED,
        view=api.feed_orders,
        summary="Push one message or an array of messages",
        makes=True,
        max_body=BATCH,
    ),
    Route(
        method="GET",
        path="/api/v1/feeds/<source>/orders/<path:number>",
        permission=FEED,
        view=api.feed_status,
        summary="How far an order of this source is",
    ),
    Route(
        method="POST",
        path="/api/v1/appeals",
        permission=PUBLIC,
        view=api.create_appeal,
        form=AppealForm,
        summary="Say it once: an appeal; answers number and receipt",
        files=FIELD,
        max_body=BODY,
        makes=True,
    ),
    Route(
        method="GET",
        path="/api/v1/appeals/<no>",
        permission=PUBLIC,
        view=api.read_appeal,
        summary="An appeal by its receipt (X-Receipt or ?receipt=)",
    ),
    Route(
        method="POST",
        path="/api/v1/appeals/<no>/supplements",
        permission=PUBLIC,
        view=api.supplement,
        form=SupplementForm,
        summary="More words and files to an appeal, by receipt",
        files=FIELD,
        max_body=BODY,
    ),
    Route(
        method="POST",
        path="/api/v1/appeals/<no>/rating",
        permission=PUBLIC,
        view=api.rate,
        form=RatingForm,
        summary="Rate the answer of a closed round, by receipt; once a round",
    ),
    Route(
        method="POST",
        path="/api/v1/appeals/<no>/withdrawal",
        permission=PUBLIC,
        view=api.withdraw,
        form=WithdrawalForm,
        summary="Take an appeal back, by receipt",
    ),
    Route(method="GET", path="/ask", permission=PUBLIC, view=pages.ask_page, summary="提交诉求"),
    Route(
        method="POST",
        path="/ask",
        permission=PUBLIC,
        view=pages.ask_post,
        form=AppealForm,
        again=pages.ask_page,
        summary="提交诉求",
        files=FIELD,
        max_body=BODY,
    ),
    Route(method="GET", path="/follow", permission=PUBLIC, view=pages.follow_page, summary="查询进度"),
    Route(
        method="POST",
        path=f"{FOLLOW}/supplement",
        permission=PUBLIC,
        view=pages.follow_supplement,
        form=SupplementForm,
        again=pages.follow_again,
        summary="补充",
        files=FIELD,
        max_body=BODY,
    ),
    Route(
        method="POST",
        path=f"{FOLLOW}/withdraw",
        permission=PUBLIC,
        view=pages.follow_withdraw,
        form=WithdrawalForm,
        again=pages.follow_again,
        summary="撤回",
    ),
    Route(
        method="GET",
        path="/complain",
        permission=PUBLIC,
        view=pages.complain_page,
        summary="反映作风问题",
    ),
    Route(
        method="POST",
        path="/complain",
        permission=PUBLIC,
        view=pages.complain_post,
        form=ComplaintForm,
        again=pages.complain_page,
        summary="反映作风问题",
    ),
    Route(
        method="POST",
        path=f"{FOLLOW}/rate",
        permission=PUBLIC,
        view=pages.follow_rate,
        form=RatingForm,
        again=pages.follow_again,
        summary="评价",
    ),
    *DESK_ROUTES,
    *KNOWLEDGE_ROUTES,
    *ENTERPRISE_ROUTES,
    *OPEN311_ROUTES,
)
