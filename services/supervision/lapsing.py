"""Overdue callbacks, rulings and asks."""

from services.supervision.domain.callback.commands import LapseDuties
from services.supervision.readmodels.callbacks.query import lapsing
from shared.house.house import House
from shared.house.lapsing import say_lapses


def lapse(house: House) -> int:
    """Say what lapsed by now; in how many cases."""
    return say_lapses(house, lapsing, LapseDuties)
