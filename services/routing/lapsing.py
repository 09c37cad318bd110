"""Overdue duties of units and of the dispatch desk."""

from services.routing.domain.work_order.commands import LapseDuties
from services.routing.readmodels.work_orders.query import lapsing
from shared.house.house import House
from shared.house.lapsing import say_lapses


def lapse(house: House) -> int:
    """Say what lapsed by now; in how many cases."""
    return say_lapses(house, lapsing, LapseDuties)
