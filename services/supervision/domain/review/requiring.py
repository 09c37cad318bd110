"""What deeds on a review have in common: how far it must be, who must act, that something was written."""

from typing import NoReturn, Protocol

from services.supervision.domain.review.state import Phase, Review, tag
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text, discipline_key


class OfReview(Protocol):
    """A command on a review."""

    @property
    def review(self) -> str:
        """Its id."""


def text(command: OfReview, words: Text, *, compare: bool = False) -> Text:
    """Under the review's key; refused where nothing was written."""
    if not words.value.strip():
        refuse("review.no_words")
    closed = words.under(discipline_key(command.review))
    return Text(closed.value, closed.key, compare, closed.same, closed.unknown)


def refuse(code: str) -> NoReturn:
    raise Rejected(code)


def stands(review: Review) -> None:
    """It is there and not closed."""
    if review.phase in (Phase.UNKNOWN, Phase.CLOSED):
        refuse(f"review.{review.phase}")


def required(review: Review, *phases: Phase) -> None:
    if review.phase not in phases:
        refuse(f"review.{review.phase}")


def reviewing(who: Text, review: Review) -> None:
    """Only the one it is assigned to."""
    stands(review)
    if not review.reviewer:
        refuse(f"review.{Phase.OPENED}")
    if tag(who) != review.reviewer:
        refuse("review.other_reviewer")


def another(who: Text, account: str, code: str) -> None:
    """A second person: nobody decides on what he did himself. Where nothing can be compared, nobody does."""
    if not tag(who) or tag(who) == account:
        refuse(code)
