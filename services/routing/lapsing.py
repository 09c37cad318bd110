"""Overdue duties of units and of the dispatch desk: in work orders, supporting parts and extensions."""

from services.routing.domain.extension.commands import LapseExtension
from services.routing.domain.part.commands import LapsePart
from services.routing.domain.work_order.commands import LapseDuties
from services.routing.readmodels.extensions import query as extensions
from services.routing.readmodels.parts import query as parts
from services.routing.readmodels.work_orders.query import lapsing
from shared.house.house import House
from shared.house.lapsing import say_lapses
from shared.rules.moment import Moment


def lapse(house: House) -> int:
    """Say what lapsed by now; in how many cases."""
    said = say_lapses(house, lapsing, LapseDuties)
    said += say_lapses(house, parts.lapsing, _part)
    return said + say_lapses(house, extensions.lapsing, _extension)


def _part(name: str, moment: Moment) -> LapsePart:
    case_no, unit, number = name.split("/")
    return LapsePart(case_no=case_no, unit=unit, round=int(number), moment=moment)


def _extension(name: str, moment: Moment) -> LapseExtension:
    case_no, unit = name.split("/")
    return LapseExtension(case_no, unit, moment)
