from pathlib import Path

from services.supervision.domain.callback.decide import callback
from services.supervision.domain.clue import ReceiveClue, clue
from services.supervision.domain.reminder import Remind, reminder
from tests.unit.hearing import CASE
from tests.unit.readme_tables import holds
from tests.unit.small_rules import NOON, at, closed
from tests.unit.supervision.said import COMMANDS, STATES

README = Path("services/supervision/README.md")


def test_the_table_of_a_callback_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "callback", callback, STATES, COMMANDS)


def test_the_table_of_a_reminder_is_what_the_code_does(root: Path) -> None:
    command = Remind(CASE, at(), 1, "sign", "housing", NOON)
    states = {"nothing yet": (), "reminded": reminder.decide(command, reminder.initial)}
    holds(root / README, "reminder", reminder, states, {"Remind": command})


def test_the_table_of_a_clue_is_what_the_code_does(root: Path) -> None:
    command = ReceiveClue("m", at(), closed("content"))
    states = {"unknown": (), "received": clue.decide(command, clue.initial)}
    holds(root / README, "clue", clue, states, {"ReceiveClue": command})
