"""Clues and reviews in every state, and one command of each kind. `same` stands for the tag of an account."""

from typing import Any

from services.supervision.domain import clue as clues
from services.supervision.domain.clue import events as noticed
from services.supervision.domain.review import commands as asked
from services.supervision.domain.review import events as said
from shared.kernel.text import Text, discipline_key
from tests.unit.small_rules import DAY, NOON, at, closed
from tests.unit.supervision.strict import timer

MATTER = ID = "5b0c8a52-0f8e-4c5d-9d3a-7f6e5d4c3b2a"
KEY = discipline_key(ID)
WORDS = Text("调取了三次派单和退单的记录")
BLANK = Text(" ")


def sealed(path: str, same: str | None = None) -> Any:
    return closed(path, same, KEY)


def account(name: str) -> Text:
    """An account as `execute` gives it to the decider: with its tag."""
    return Text(name, same=f"tag of {name}")


def reviewer(name: str) -> Any:
    """An account as it is read from the log."""
    return sealed("reviewer", f"tag of {name}")


FOUND = noticed.ClueFound(sealed("content"))
CLUES: dict[str, tuple[noticed.Event, ...]] = {
    "unknown": (),
    "open": (FOUND,),
    "dismissed": (FOUND, noticed.ClueDismissed(sealed("reason"))),
    "joined": (FOUND, noticed.ClueJoined(sealed("review"))),
}
CLUE_COMMANDS: dict[str, Any] = {
    "ReceiveClue": clues.ReceiveClue(MATTER, timer(), closed("content")),
    "RegisterClue": clues.RegisterClue(MATTER, at(), WORDS),
    "FindClue": clues.FindClue(MATTER, timer(), WORDS),
    "DismissClue": clues.DismissClue(MATTER, at(1), WORDS),
    "TakeUpClue": clues.TakeUpClue(MATTER, at(1), WORDS),
    "JoinReview": clues.JoinReview(MATTER, at(1), Text(ID)),
}

OPENED = said.Opened(sealed("about"), sealed("reason"))
ASSIGNED = (OPENED, said.Assigned(reviewer("li"), None))
FINDINGS = (*ASSIGNED, said.FindingsRecorded(sealed("findings")))
CONCLUDED = (*FINDINGS, said.Concluded(sealed("conclusion"), sealed("reasons")))
FOLLOWING = (*CONCLUDED, said.FollowUpSet(sealed("what"), NOON + DAY))
CLOSED = (*CONCLUDED, said.Closed(sealed("words")))
DRAFT = said.CaseDrafted(reviewer("li"), sealed("draft"), sealed("names"))
REVIEWS: dict[str, tuple[said.Event, ...]] = {
    "unknown": (),
    "opened": (OPENED,),
    "assigned": ASSIGNED,
    "findings": FINDINGS,
    "concluded": CONCLUDED,
    "following up": FOLLOWING,
    "drafted": (*CONCLUDED, DRAFT),
    "closed": CLOSED,
    "reopened": (*CLOSED, said.Reopened(sealed("reason"))),
}
NOBODY = ((), (), ())
LI, ZHAO = account("li"), account("zhao")
REVIEW_COMMANDS: dict[str, Any] = {
    "OpenReview": asked.OpenReview(ID, at(1), WORDS, WORDS),
    "AddClue": asked.AddClue(ID, at(1), WORDS, WORDS),
    "Assign": asked.Assign(ID, at(1), ZHAO, *NOBODY, WORDS),
    "DeclareConflict": asked.DeclareConflict(ID, at(1), LI, WORDS),
    "RecordStep": asked.RecordStep(ID, at(1), LI, "interview", WORDS),
    "RecordFindings": asked.RecordFindings(ID, at(1), LI, WORDS),
    "Conclude": asked.Conclude(ID, at(1), ZHAO, "reminder_talk", WORDS),
    "HoldToAccount": asked.HoldToAccount(ID, at(1), "reminder_talk", WORDS, WORDS),
    "SetFollowUp": asked.SetFollowUp(ID, at(1), WORDS, NOON + DAY),
    "FollowUp": asked.FollowUp(ID, at(1), WORDS),
    "LapseFollowUp": asked.LapseFollowUp(ID, timer(25)),
    "CloseReview": asked.CloseReview(ID, at(1), WORDS),
    "ReopenReview": asked.ReopenReview(ID, at(1), WORDS),
    "DraftCase": asked.DraftCase(ID, at(1), LI, "reminder_talk", WORDS, WORDS),
    "ApproveNames": asked.ApproveNames(ID, at(1), ZHAO),
}
