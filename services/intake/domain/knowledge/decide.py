"""A knowledge article's decider. A deed after the review was due first says the lapse."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from typing import assert_never

from services.intake.domain.knowledge.commands import (
    COMMANDS,
    CiteArticle,
    Command,
    DraftArticle,
    LapseReview,
    NoteReviewed,
    PublishArticle,
    RetireArticle,
)
from services.intake.domain.knowledge.content import Content
from services.intake.domain.knowledge.events import EVENTS, Drafted, Event, Lapsed, Published, Retired, Reviewed
from shared.kernel.decider import Address, Decider
from shared.kernel.duty import Duty
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment


class Phase(StrEnum):
    UNKNOWN = "unknown"
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Article:
    """`draft` is what would be published next, None when that is published; `version` the last published, 0 before."""

    phase: Phase = Phase.UNKNOWN
    draft: Content | None = None
    content: Content | None = None
    version: int = 0
    duties: tuple[Duty, ...] = ()


def decide(command: Command, article: Article) -> list[Event]:
    overdue: list[Event] = [
        Lapsed(1, duty.duty, duty.unit, duty.due_at) for duty in article.duties if duty.due_at < command.moment.at
    ]
    if isinstance(command, LapseReview):
        return overdue
    said = act(command, reduce(evolve, overdue, article))
    return [*overdue, *said] if said else []


def act(command: Command, article: Article) -> list[Event]:
    if article.phase is Phase.UNKNOWN and not isinstance(command, DraftArticle):
        raise Rejected("knowledge.unknown_article")
    if article.phase is Phase.RETIRED and not isinstance(command, RetireArticle):
        raise Rejected("knowledge.retired")
    match command:
        case DraftArticle():
            return draft(article, command)
        case PublishArticle():
            return publish(article, command)
        case NoteReviewed():
            return reviewed(article, command)
        case RetireArticle():
            return [] if article.phase is Phase.RETIRED else [Retired(article.version, command.reason)]
        case CiteArticle():
            return cite(article, command)
        case LapseReview():
            return []
        case _:
            assert_never(command)


def draft(article: Article, command: DraftArticle) -> list[Event]:
    if not command.content.title.strip() or not command.content.text.strip():
        raise Rejected("knowledge.empty")
    same = command.content == (article.draft or article.content)
    return [] if same else [Drafted(command.content)]


def publish(article: Article, command: PublishArticle) -> list[Event]:
    """The draft becomes the next version; published already, nothing."""
    if article.draft is None:
        return []
    return [Published(article.version + 1, article.draft, review(command.moment))]


def reviewed(article: Article, command: NoteReviewed) -> list[Event]:
    if not article.version:
        raise Rejected("knowledge.not_published")
    return [Reviewed(article.version, review(command.moment))]


def cite(article: Article, command: CiteArticle) -> list[Event]:
    """Only what is published now may be cited."""
    if not article.version:
        raise Rejected("knowledge.not_published")
    if command.version != article.version:
        raise Rejected("knowledge.other_version", version=article.version)
    return []


def review(moment: Moment) -> tuple[Duty, ...]:
    """When the desk must look at it again."""
    rules = moment.rules
    return (rules.duty("review", rules.desks["dispatch"], moment.at, "knowledge_review"),)


def evolve(article: Article, event: Event) -> Article:
    match event:
        case Drafted():
            phase = Phase.PUBLISHED if article.version else Phase.DRAFT
            return replace(article, phase=phase, draft=event.content)
        case Published():
            return Article(Phase.PUBLISHED, None, event.content, event.version, event.duties)
        case Reviewed():
            return replace(article, duties=event.duties)
        case Retired():
            return replace(article, phase=Phase.RETIRED, duties=())
        case Lapsed():
            return replace(article, duties=())


def address(command: Command) -> Address:
    return Address(stream_id("article", command.article), f"article/{command.article}")


knowledge: Decider[Command, Article, Event] = Decider(
    name="knowledge",
    commands=COMMANDS,
    events=EVENTS,
    initial=Article(),
    decide=decide,
    evolve=evolve,
    address=address,
)
