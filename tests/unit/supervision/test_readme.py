from pathlib import Path

from services.supervision.domain.callback.decide import callback
from services.supervision.domain.card.decide import card
from services.supervision.domain.clue import clue
from services.supervision.domain.commitment.decide import commitment
from services.supervision.domain.exclusion import exclusion
from services.supervision.domain.exclusion.commands import (
    ApproveExclusion,
    ProposeExclusion,
    RefuseExclusion,
    RevokeExclusion,
)
from services.supervision.domain.exclusion.events import Approved, Proposed, Refused, Revoked
from services.supervision.domain.export import RecordExport, export
from services.supervision.domain.letter import letter
from services.supervision.domain.numbering import Taken, TakeNumber, numbering
from services.supervision.domain.reminder import reminder
from services.supervision.domain.reminder.commands import NoteDone, Remind, RemindAgain
from services.supervision.domain.reminder.events import Circulated
from services.supervision.domain.review import review
from services.supervision.domain.watch import Criteria, Lifted, LiftWatch, Placed, PlaceWatch, watch
from shared.kernel.text import Text
from tests.unit.hearing import CASE
from tests.unit.readme_tables import holds
from tests.unit.small_rules import at, closed
from tests.unit.supervision.carded import CARD_COMMANDS, CARDS, COMMITMENT_COMMANDS, COMMITMENTS
from tests.unit.supervision.lettered import LETTER_COMMANDS, LETTERS
from tests.unit.supervision.reviewed import CLUE_COMMANDS, CLUES, REVIEW_COMMANDS, REVIEWS
from tests.unit.supervision.said import COMMANDS, STATES
from tests.unit.supervision.strict import timer
from tests.unit.supervision.test_following import CIRCULATE, DONE, FIRST, HALF, LAPSE, PAUSE, RESUME, SECOND

README = Path("services/supervision/README.md")


def test_the_table_of_a_callback_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "callback", callback, STATES, COMMANDS)


def test_the_table_of_a_reminder_is_what_the_code_does(root: Path) -> None:
    states = {
        "nothing yet": (),
        "reminded": (FIRST,),
        "paused": (FIRST, HALF),
        "reminded again": (FIRST, SECOND),
        "circulated": (FIRST, SECOND, Circulated(*LAPSE, "2026-3")),
        "done": (FIRST, DONE),
    }
    commands = {
        "Remind": Remind(CASE, timer(1), *LAPSE),
        "NoteDone": NoteDone(CASE, timer(1), "work_order"),
        "NotePaused": PAUSE,
        "NoteResumed": RESUME,
        "RemindAgain": RemindAgain(CASE, timer(30)),
        "Circulate": CIRCULATE,
    }
    holds(root / README, "reminder", reminder, states, commands)


def test_the_table_of_a_card_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "card", card, CARDS, CARD_COMMANDS)


def test_the_table_of_a_commitment_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "commitment", commitment, COMMITMENTS, COMMITMENT_COMMANDS)


def test_the_table_of_a_letter_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "letter", letter, LETTERS, LETTER_COMMANDS)


def test_the_table_of_the_register_is_what_the_code_does(root: Path) -> None:
    one, two = Taken(2026, 1, CASE), Taken(2026, 2, CASE)
    states = {"empty": (), "one number taken": (one,), "two taken": (one, two)}
    holds(root / README, "letter_number", numbering, states, {"TakeNumber": TakeNumber(2026, timer(), 2, CASE)})


def test_the_table_of_a_clue_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "clue", clue, CLUES, CLUE_COMMANDS)


def test_the_table_of_a_review_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "review", review, REVIEWS, REVIEW_COMMANDS)


def test_the_table_of_an_exclusion_is_what_the_code_does(root: Path) -> None:
    rate, why, other = "closed_in_time", Text("停机"), at(account="li")
    proposed, approved = Proposed(rate, 1, closed("reason"), "wang"), Approved(rate, 1)
    states = {
        "none": (),
        "proposed": (proposed,),
        "approved": (proposed, approved),
        "refused": (proposed, Refused(rate, 1, closed("reason"))),
        "revoked": (proposed, approved, Revoked(rate, 1, closed("reason"))),
    }
    commands = {
        "ProposeExclusion": ProposeExclusion(CASE, other, rate, why),
        "ApproveExclusion": ApproveExclusion(CASE, other, rate),
        "RefuseExclusion": RefuseExclusion(CASE, other, rate, why),
        "RevokeExclusion": RevokeExclusion(CASE, other, rate, why),
    }
    holds(root / README, "exclusion", exclusion, states, commands)


def test_the_table_of_a_watch_is_what_the_code_does(root: Path) -> None:
    criteria = Criteria(unit="housing")
    placed = Placed(criteria.id, *criteria.group)
    states = {"not watched": (), "watched": (placed,), "lifted": (placed, Lifted(criteria.id))}
    commands = {"PlaceWatch": PlaceWatch(criteria, at()), "LiftWatch": LiftWatch(criteria, at())}
    holds(root / README, "watch", watch, states, commands)


def test_the_table_of_an_export_is_what_the_code_does(root: Path) -> None:
    command = RecordExport("e", "assessment", "2026-11", at())
    states = {"not said": (), "said": export.decide(command, export.initial)}
    holds(root / README, "export", export, states, {"RecordExport": command})
