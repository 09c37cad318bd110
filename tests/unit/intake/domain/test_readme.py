from pathlib import Path

from services.intake.domain.appeal.decide import appeal
from services.intake.domain.complaint import ReceiveComplaint, complaint
from services.intake.domain.enterprise import enterprise
from services.intake.domain.erasure import (
    ApproveShred,
    ConfirmShred,
    RequestShred,
    ShredApproved,
    Shredded,
    ShredRequested,
    erasure,
)
from services.intake.domain.feed import QuarantineRow, feed
from services.intake.domain.knowledge.decide import knowledge
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.intake.domain.articles import ABOUT_ARTICLES, ABOUT_ENTERPRISES, ARTICLES, ENTERPRISES
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


def test_the_table_of_an_erasure_is_what_the_code_does(root: Path) -> None:
    requested = ShredRequested("a", "asker_request", "somebody")
    approved = ShredApproved("a", ("20261124-7K3QX0M2VBP",))
    states = {
        "nothing": (),
        "requested": (requested,),
        "approved": (requested, approved),
        "done": (requested, approved, Shredded("a", approved.cases, at().at)),
    }
    commands = {
        "RequestShred": RequestShred("a", "asker_request", at()),
        "ApproveShred": ApproveShred("a", approved.cases, at()),
        "ConfirmShred": ConfirmShred("a", at()),
    }
    holds(root / README, "erasure", erasure, states, commands)


def test_who_asked_for_an_erasure_may_not_approve_it() -> None:
    given = scenario(erasure)
    requested = ShredRequested("a", "asker_request", at().by.account)
    given(requested).when(ApproveShred("a", (), at())).rejected("erasure.same_person")


def test_the_table_of_an_article_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "knowledge", knowledge, ARTICLES, ABOUT_ARTICLES)


def test_the_table_of_an_enterprise_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "enterprise", enterprise, ENTERPRISES, ABOUT_ENTERPRISES)
