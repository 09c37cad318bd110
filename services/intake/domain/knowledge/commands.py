"""What may be asked of a knowledge article; `article` is its random id."""

from dataclasses import dataclass

from services.intake.domain.knowledge.content import Content
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class DraftArticle:
    """A first draft, or the next version's."""

    article: str
    moment: Moment
    content: Content


@dataclass(frozen=True, slots=True)
class PublishArticle:
    article: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class NoteReviewed:
    """Somebody looked: what is published still holds."""

    article: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class RetireArticle:
    article: str
    moment: Moment
    reason: str


@dataclass(frozen=True, slots=True)
class CiteArticle:
    """An answer is about to name this version: the guard of answering at once. Says nothing."""

    article: str
    moment: Moment
    version: int


@dataclass(frozen=True, slots=True)
class LapseReview:
    article: str
    moment: Moment


Command = DraftArticle | PublishArticle | NoteReviewed | RetireArticle | CiteArticle | LapseReview
COMMANDS = (DraftArticle, PublishArticle, NoteReviewed, RetireArticle, CiteArticle, LapseReview)
