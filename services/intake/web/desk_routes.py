"""Routes of those who work at the desk: accepting, entering, knowledge, enterprises."""

from services.intake.attaching.keeping import BODY, FIELD
from services.intake.web import desk, desk_api, enterprises, entry, knowledge
from services.intake.web.actions import ACTIONS, Action
from services.intake.web.desk_forms import Article, Entry, Facts, Search, Waiting
from shared.web.route import AnyOf, Route

DESK, ENTER = "appeals.accept", "appeals.enter"
READ_ARTICLES, KEEP_ARTICLES = "knowledge.read", "knowledge.keep"
READ_ENTERPRISES, KEEP_ENTERPRISES = "enterprises.read", "enterprises.keep"
ARTICLES, ENTERPRISES = "/knowledge", "/enterprises"
FILE = AnyOf("appeals.read", "work_orders.read")


def _page_action(action: Action) -> Route:
    return Route(
        method="POST",
        path=f"/desk/<no>/{action.name}",
        permission=DESK,
        view=desk.acting(action.name),
        form=action.form,
        again=desk.show,
        summary=action.label,
    )


def _api_action(action: Action) -> Route:
    return Route(
        method="POST",
        path=f"/api/v1/appeals/<no>/{action.name}",
        permission=DESK,
        view=desk_api.acting(action.name),
        form=action.form,
        summary=f"{action.name.replace('-', ' ').capitalize()}: an action of the desk",
    )


def _article_page(action: knowledge.Action) -> Route:
    return Route(
        method="POST",
        path=f"{ARTICLES}/<article>/{action.name}",
        permission=KEEP_ARTICLES,
        view=knowledge.acting(action.name),
        form=action.form,
        again=knowledge.show,
        summary=f"知识条目 {action.name}",
    )


def _article_api(action: knowledge.Action) -> Route:
    return Route(
        method="POST",
        path=f"/api/v1{ARTICLES}/<article>/{action.name}",
        permission=KEEP_ARTICLES,
        view=knowledge.api_acting(action.name),
        form=action.form,
        summary=f"{action.name.capitalize()}: an action on a knowledge article",
    )


DESK_ROUTES = (
    Route(method="GET", path="/desk", permission=DESK, view=desk.show_list, summary="受理台"),
    Route(method="GET", path="/desk/<no>", permission=DESK, view=desk.show, summary="受理一件诉求"),
    *map(_page_action, ACTIONS),
    Route(
        method="GET",
        path="/desk/<no>/attachments/<hash>",
        permission=FILE,
        view=desk_api.attachment,
        summary="下载附件",
    ),
    Route(method="GET", path="/entry", permission=ENTER, view=entry.show, summary="代为登记"),
    Route(
        method="POST",
        path="/entry",
        permission=ENTER,
        view=entry.post,
        form=Entry,
        again=entry.show,
        summary="代为登记",
        files=FIELD,
        max_body=BODY,
    ),
    Route(
        method="GET",
        path="/api/v1/desk",
        permission=DESK,
        view=desk_api.show_list,
        form=Waiting,
        summary="Appeals that wait to be accepted, the oldest first",
    ),
    Route(
        method="GET",
        path="/api/v1/desk/<no>",
        permission=DESK,
        view=desk_api.show,
        summary="One appeal as the desk sees it, with hints; the reading is recorded",
    ),
    *map(_api_action, ACTIONS),
    Route(
        method="GET",
        path="/api/v1/appeals/<no>/attachments/<hash>",
        permission=FILE,
        view=desk_api.attachment,
        summary="A file that came with an appeal; the reading is recorded",
    ),
    Route(
        method="POST",
        path="/api/v1/entries",
        permission=ENTER,
        view=desk_api.create_entry,
        makes=True,
        form=Entry,
        summary="Write down what a caller says; answers number and receipt",
        files=FIELD,
        max_body=BODY,
    ),
)
KNOWLEDGE_ROUTES = (
    Route(
        method="GET",
        path=ARTICLES,
        permission=READ_ARTICLES,
        view=knowledge.show_list,
        form=Search,
        summary="知识库",
    ),
    Route(method="GET", path=f"{ARTICLES}/new", permission=KEEP_ARTICLES, view=knowledge.new, summary="新写一条知识"),
    Route(
        method="POST",
        path=f"{ARTICLES}/new",
        permission=KEEP_ARTICLES,
        view=knowledge.create_post,
        form=Article,
        again=knowledge.new,
        summary="新写一条知识",
    ),
    Route(
        method="GET", path=f"{ARTICLES}/<article>", permission=READ_ARTICLES, view=knowledge.show, summary="一条知识"
    ),
    *map(_article_page, knowledge.ACTIONS),
    Route(
        method="GET",
        path=f"/api/v1{ARTICLES}",
        permission=READ_ARTICLES,
        view=knowledge.api_list,
        form=Search,
        summary="Knowledge articles that say every word of `q`",
    ),
    Route(
        method="POST",
        path=f"/api/v1{ARTICLES}",
        permission=KEEP_ARTICLES,
        view=knowledge.api_create,
        makes=True,
        form=Article,
        summary="Draft a knowledge article",
    ),
    Route(
        method="GET",
        path=f"/api/v1{ARTICLES}/<article>",
        permission=READ_ARTICLES,
        view=knowledge.api_show,
        summary="One knowledge article with its versions",
    ),
    *map(_article_api, knowledge.ACTIONS),
)
ENTERPRISE_ROUTES = (
    Route(
        method="GET",
        path=ENTERPRISES,
        permission=READ_ENTERPRISES,
        view=enterprises.show_list,
        summary="企业档案",
    ),
    Route(
        method="GET",
        path=f"{ENTERPRISES}/<enterprise>",
        permission=READ_ENTERPRISES,
        view=enterprises.show,
        summary="一企一档",
    ),
    Route(
        method="POST",
        path=f"{ENTERPRISES}/<enterprise>/facts",
        permission=KEEP_ENTERPRISES,
        view=enterprises.keep_post,
        form=Facts,
        again=enterprises.show,
        summary="完善企业档案",
    ),
    Route(
        method="GET",
        path=f"/api/v1{ENTERPRISES}",
        permission=READ_ENTERPRISES,
        view=enterprises.api_list,
        summary="Enterprises, the one heard of last first",
    ),
    Route(
        method="GET",
        path=f"/api/v1{ENTERPRISES}/<enterprise>",
        permission=READ_ENTERPRISES,
        view=enterprises.api_show,
        summary="One enterprise with its cases; the reading is recorded",
    ),
    Route(
        method="POST",
        path=f"/api/v1{ENTERPRISES}/<enterprise>/facts",
        permission=KEEP_ENTERPRISES,
        view=enterprises.api_keep,
        form=Facts,
        summary="Keep what is known of an enterprise",
    ),
)
