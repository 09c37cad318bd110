"""Overdue acceptances and unanswered asks."""

from services.intake.domain.appeal.commands import LapseDuties
from services.intake.readmodels.waits import lapsing
from shared.house.house import House
from shared.house.lapsing import say_lapses


def lapse(house: House) -> int:
    """Say what lapsed by now; in how many cases."""
    return say_lapses(house, lapsing, LapseDuties)
