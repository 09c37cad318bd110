"""A review (核查): what discipline does about one or more clues, from its opening to what became of it."""

from services.supervision.domain.review.decide import review

__all__ = ["review"]
