"""The next number of the year's register of letters. It is taken in the same unit of work as the letter."""

from collections.abc import Sequence

from services.supervision.domain.numbering import Register, TakeNumber, numbering, register_stream
from shared.house.house import House
from shared.kernel.times import SHANGHAI
from shared.rules.moment import Moment


def next_number(house: House, moment: Moment, matter: str) -> tuple[str, Sequence[TakeNumber]]:
    """`<year>-<n>`, and the command that takes it; refused when another letter was quicker."""
    year = moment.at.astimezone(SHANGHAI).year
    register: Register = house.executor.state(numbering, register_stream(year))
    return f"{year}-{register.last + 1}", (TakeNumber(year, moment, register.last + 1, matter),)
