"""Cards and commitments in every state, and one command of each kind."""

from typing import Any

from services.supervision.domain.card import commands as card
from services.supervision.domain.card.events import Accepted, CalledFor, Event, Explained, Issued, Withdrawn
from services.supervision.domain.commitment import commands as promise
from services.supervision.domain.commitment import events as promised
from shared.kernel.duty import Duty
from shared.kernel.text import Text
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON, closed
from tests.unit.supervision.strict import on, timer

UNIT, GROUND = "housing", "overdue"
RULES_USED = "llllllllllll+cccccccccccc"
EXPLAIN = Duty("explain", UNIT, NOON + DAY, "explain", RULES_USED)
CALLED = CalledFor(1, UNIT, GROUND, "yellow", "answer", NOON, True, "explain")
ISSUED = Issued(1, UNIT, "yellow", GROUND, "answer", NOON, "2026-1", (EXPLAIN,))
EXPLAINED = Explained(1, UNIT, GROUND, closed("explanation"))
CARDS: dict[str, tuple[Event, ...]] = {
    "none": (),
    "called for": (CALLED,),
    "issued": (CALLED, ISSUED),
    "explained": (CALLED, ISSUED, EXPLAINED),
    "accepted": (CALLED, ISSUED, EXPLAINED, Accepted(1, UNIT, GROUND, None)),
    "withdrawn": (CALLED, ISSUED, Withdrawn(1, UNIT, GROUND, "yellow", closed("reason"))),
}
WHAT = (CASE, on(1), UNIT)
WORDS = Text("管网抢修，材料未到")
CARD_COMMANDS: dict[str, Any] = {
    "NoteLapse": card.NoteLapse(CASE, timer(1), UNIT, 2, "answer", NOON + DAY),
    "NoteExtended": card.NoteExtended(*WHAT, 1, 3),
    "NoteDissatisfied": card.NoteDissatisfied(*WHAT, 2),
    "IssueCard": card.IssueCard(CASE, timer(1), UNIT, GROUND, "2026-1"),
    "Explain": card.Explain(CASE, on(1, "liu", UNIT), UNIT, GROUND, WORDS),
    "Accept": card.Accept(*WHAT, GROUND),
    "Withdraw": card.Withdraw(*WHAT, GROUND, WORDS),
    "LapseCards": card.LapseCards(CASE, timer(25), UNIT),
}

ID = "5b0c8a52-0f8e-4c5d-9d3a-7f6e5d4c3b2a"
REGISTERED = promised.Registered(UNIT, "promise", "", closed("matter", key=f"case/{ID}"), NOON + DAY)
SHOWN = promised.EvidenceShown(1, UNIT, closed("evidence"))
COMMITMENTS: dict[str, tuple[promised.Event, ...]] = {
    "unknown": (),
    "registered": (REGISTERED,),
    "evidence shown": (REGISTERED, SHOWN),
    "sent back": (REGISTERED, SHOWN, promised.SentBack(1, UNIT, closed("reason"))),
    "kept": (REGISTERED, SHOWN, promised.Kept(UNIT, False, None)),
    "withdrawn": (REGISTERED, promised.Withdrawn(UNIT, closed("reason"))),
}
COMMITMENT_COMMANDS: dict[str, Any] = {
    "Register": promise.Register(ID, on(), UNIT, "promise", WORDS, NOON + DAY),
    "ShowEvidence": promise.ShowEvidence(ID, on(1, "liu", UNIT), WORDS),
    "ConfirmKept": promise.ConfirmKept(ID, on(1)),
    "SendBack": promise.SendBack(ID, on(1), WORDS),
    "Withdraw": promise.Withdraw(ID, on(1), WORDS),
    "LapseCommitment": promise.LapseCommitment(ID, timer(25)),
}
