"""Overdue acceptances, unanswered asks, and articles nobody has looked at again."""

from services.intake.domain.appeal.commands import LapseDuties
from services.intake.domain.knowledge.commands import LapseReview
from services.intake.readmodels.knowledge import reviews_due
from services.intake.readmodels.waits import lapsing
from shared.house.house import House
from shared.house.lapsing import say_lapses


def lapse(house: House) -> int:
    """Say what lapsed by now; in how many cases and articles."""
    return say_lapses(house, lapsing, LapseDuties) + say_lapses(house, reviews_due, LapseReview)
