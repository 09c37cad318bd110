"""The knowledge base (知识库): pages and API. Everything in it is for publication."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.intake import hints
from services.intake.domain.knowledge.commands import DraftArticle, NoteReviewed, PublishArticle, RetireArticle
from services.intake.domain.knowledge.content import Content
from services.intake.readmodels import knowledge
from services.intake.readmodels.knowledge import CONTENT, Row
from services.intake.web import desk_forms as forms
from shared.eventlog.clock import uuid7
from shared.house.house import House
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.forms import Form
from shared.web.inputs import inputs

HOME = "/intake/knowledge"
PLAIN = ("article", "state", "version", "redrafted", "review_due_at", "lapsed", "changed_at", "changed_by")
APART = re.compile(r"[\s,，、;；]+")
STATES = {"draft": "草稿", "published": "已发布", "retired": "已停用"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What may be done with an article."""

    name: str
    form: type[Form]
    command: Callable[[str, Mapping[str, Any], Moment], Any]
    said: str


def draft(article: str, filled: Mapping[str, Any], moment: Moment) -> DraftArticle:
    """Keywords are read as a list, each once."""
    said = {name: filled[name] for name in CONTENT if name != "keywords"}
    keywords = tuple(dict.fromkeys(word for word in APART.split(filled["keywords"]) if word))
    return DraftArticle(article, moment, Content(keywords=keywords, **said))


ACTIONS = (
    Action(name="revise", form=forms.Article, command=draft, said="done.drafted"),
    Action(
        name="publish",
        form=forms.Nothing,
        command=lambda article, _, moment: PublishArticle(article, moment),
        said="done.published",
    ),
    Action(
        name="reviewed",
        form=forms.Nothing,
        command=lambda article, _, moment: NoteReviewed(article, moment),
        said="done.reviewed",
    ),
    Action(
        name="retire",
        form=forms.Retire,
        command=lambda article, filled, moment: RetireArticle(article, moment, filled["reason"]),
        said="done.retired",
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}


def found(ask: Ask) -> Sequence[Row]:
    """The articles that say every word asked for, the one changed last first."""
    house: House = ask.service
    with house.engine.connect() as connection:
        articles = knowledge.all_articles(connection)
    return hints.search(articles, ask.form["q"])


def show_list(ask: Ask) -> Page:
    """All articles, or those that say the words."""
    values = {
        "rows": found(ask),
        "filter": inputs(forms.Search, ask, values={"q": ask.form["q"]}),
        "q": ask.form["q"],
        "states": STATES,
        "may_keep": ask.may("knowledge.keep"),
    }
    return Page("intake/knowledge.html", values)


def new(ask: Ask) -> Page:
    """The form of a first draft."""
    return Page("intake/article_new.html", {"inputs": inputs(forms.Article, ask)})


def article_of(ask: Ask) -> Row:
    """The article of the path. Rejected `knowledge.unknown_article`."""
    house: House = ask.service
    with house.engine.connect() as connection:
        row = knowledge.article_of(connection, ask.arguments["article"])
    if row is None:
        raise Rejected("knowledge.unknown_article")
    return row


def versions(ask: Ask) -> Sequence[Row]:
    """What was published of it, the newest first."""
    house: House = ask.service
    with house.engine.connect() as connection:
        return knowledge.versions_of(connection, ask.arguments["article"])


def show(ask: Ask) -> Page:
    """One article with its versions, and what may be done."""
    row = article_of(ask)
    written = {name: row[name] for name in CONTENT} | {"keywords": " ".join(row["keywords"])}
    revising = ask.request.path.endswith("/revise")
    values = {
        "row": row,
        "versions": versions(ask),
        "states": STATES,
        "may_keep": ask.may("knowledge.keep") and row["state"] != "retired",
        "inputs": inputs(forms.Article, ask, values=written),
        "retiring": inputs(forms.Retire, ask),
        "refused_at": ask.refused and ("revise" if revising else "other"),
    }
    return Page("intake/article.html", values)


def create(ask: Ask) -> str:
    """A first draft; the article's id. The same key is the same article."""
    house: House = ask.service
    article = stream_id("article", ask.who.account, ask.idempotency_key or uuid7(ask.at))
    house.execute(draft(article, ask.form, house.moment(ask.who.actor())))
    return article


def create_post(ask: Ask) -> See:
    """Drafted, not yet published."""
    return See(f"{HOME}/{create(ask)}", "done.drafted")


def act(ask: Ask, action: Action) -> None:
    """Carry it out."""
    house: House = ask.service
    moment = house.moment(ask.who.actor())
    house.execute(action.command(ask.arguments["article"], ask.form, moment), once=ask.once_only)


def acting(name: str) -> Callable[[Ask], See]:
    """A page's action."""
    action = BY_NAME[name]

    def post(ask: Ask) -> See:
        act(ask, action)
        return See(f"{HOME}/{ask.arguments['article']}", action.said)

    return post


def as_json(row: Row) -> dict[str, Any]:
    """An article with its newest words."""
    return {name: row[name] for name in (*PLAIN, *CONTENT)}


def api_list(ask: Ask) -> Json:
    """All articles, or those that say the words."""
    return Json({"articles": [as_json(row) for row in found(ask)]})


def api_show(ask: Ask) -> Json:
    """One article with its versions."""
    past = [{name: one[name] for name in ("version", "at", "by", *CONTENT)} for one in versions(ask)]
    return Json({**as_json(article_of(ask)), "versions": past})


def api_create(ask: Ask) -> Json:
    """A first draft."""
    return Json({"article": create(ask)}, 201)


def api_acting(name: str) -> Callable[[Ask], Json]:
    """An action of the API."""
    action = BY_NAME[name]

    def post(ask: Ask) -> Json:
        act(ask, action)
        return Json(as_json(article_of(ask)))

    return post
