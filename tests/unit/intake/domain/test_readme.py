from pathlib import Path

from services.intake.domain.appeal.decide import appeal
from services.intake.domain.complaint import ReceiveComplaint, complaint
from services.intake.domain.feed import QuarantineRow, feed
from shared.kernel.text import Text
from tests.unit.intake.domain.said import COMMANDS, STATES
from tests.unit.readme_tables import holds
from tests.unit.small_rules import at

README = Path("services/intake/README.md")


def test_the_table_of_an_appeal_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "appeal", appeal, STATES, COMMANDS)


def test_the_table_of_a_complaint_is_what_the_code_does(root: Path) -> None:
    command = ReceiveComplaint("m", at(), Text("{}"))
    known = complaint.decide(command, complaint.initial)
    holds(root / README, "complaint", complaint, {"unknown": (), "received": known}, {"ReceiveComplaint": command})


def test_the_table_of_a_feeds_row_is_what_the_code_does(root: Path) -> None:
    command = QuarantineRow("12345", "f", 7, "no_number", at())
    known = feed.decide(command, feed.initial)
    holds(root / README, "feed", feed, {"unknown": (), "quarantined": known}, {"QuarantineRow": command})
