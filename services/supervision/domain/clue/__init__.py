"""A clue (线索): something about officials that a person should look at. It only points; a person decides.

It comes as a complaint (subject `complaint/<matter>`), by the hand of a discipline officer, or by a rule over the record
(both `clue/<matter>`). All that it says is closed under the discipline key of its matter.
"""

from services.supervision.domain.clue.commands import (
    DismissClue,
    FindClue,
    JoinReview,
    ReceiveClue,
    RegisterClue,
    TakeUpClue,
)
from services.supervision.domain.clue.decide import Clue, Phase, clue

__all__ = [
    "Clue",
    "DismissClue",
    "FindClue",
    "JoinReview",
    "Phase",
    "ReceiveClue",
    "RegisterClue",
    "TakeUpClue",
    "clue",
]
