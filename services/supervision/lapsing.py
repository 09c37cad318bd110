"""What the timer says and does: overdue callbacks, rulings, asks, explanations, replies, commitments and follow-ups; acts on
lapses; looks for patterns in the cases that changed."""

from services.supervision.acting import act
from services.supervision.domain.callback.commands import LapseDuties
from services.supervision.domain.card.commands import LapseCards
from services.supervision.domain.commitment.commands import LapseCommitment
from services.supervision.domain.letter.commands import LapseLetter
from services.supervision.domain.review.commands import LapseFollowUp
from services.supervision.finding import find
from services.supervision.holding import keep_holds
from services.supervision.readmodels import cards, commitments, letters, reviews
from services.supervision.readmodels.callbacks.query import lapsing
from shared.house.house import House
from shared.house.lapsing import say_lapses
from shared.rules.moment import Moment


def lapse(house: House) -> int:
    """Say what lapsed by now; in how many cases."""
    return (
        say_lapses(house, lapsing, LapseDuties)
        + say_lapses(house, cards.unexplained, _cards)
        + say_lapses(house, letters.unanswered, _letter)
        + say_lapses(house, commitments.lapsing, LapseCommitment)
        + say_lapses(house, reviews.lapsing, LapseFollowUp)
    )


def _cards(name: str, moment: Moment) -> LapseCards:
    case_no, unit = name.split(" ")
    return LapseCards(case_no, moment, unit)


def _letter(name: str, moment: Moment) -> LapseLetter:
    case_no, number = name.split(" ")
    return LapseLetter(case_no, moment, number)


def turn(house: House) -> int:
    """One turn of the timer; first of all what must not be destroyed, whatever fails after it."""
    return keep_holds(house) + lapse(house) + act(house) + find(house)
