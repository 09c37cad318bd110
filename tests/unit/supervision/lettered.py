"""Letters in every state, and one command of each kind."""

from typing import Any

from services.supervision.domain.letter.commands import (
    LETTER,
    AcceptReply,
    IssueLetter,
    LapseLetter,
    Reply,
    WithdrawLetter,
    WriteLetter,
)
from services.supervision.domain.letter.events import Accepted, Event, Issued, Replied, Withdrawn
from shared.kernel.duty import Duty
from shared.kernel.text import Text
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON, closed
from tests.unit.supervision.carded import RULES_USED, UNIT
from tests.unit.supervision.strict import on, timer

NUMBER, WORDS = "2026-1", Text("请于本周内解决供热问题")
TITLE = Text("园区供热问题")
REPLY_DUTY = Duty("explain", UNIT, NOON + DAY, "", RULES_USED)
ISSUED = Issued(NUMBER, LETTER, UNIT, "overdue", 1, "answer", NOON, NOON + DAY)
WRITTEN = Issued(
    *(NUMBER, LETTER, UNIT, "by_hand", 1, "", None, NOON + DAY),
    title=closed("title"),
    text=closed("text"),
    duties=(REPLY_DUTY,),
)
REPLIED = Replied(1, UNIT, NUMBER, closed("reply"))
LETTERS: dict[str, tuple[Event, ...]] = {
    "unknown": (),
    "by a rule": (ISSUED,),
    "written": (WRITTEN,),
    "replied": (WRITTEN, REPLIED),
    "accepted": (WRITTEN, REPLIED, Accepted(1, UNIT, NUMBER, None)),
    "withdrawn": (WRITTEN, Withdrawn(1, UNIT, NUMBER, closed("reason"))),
}
WRITE = WriteLetter(CASE, on(), NUMBER, UNIT, TITLE, WORDS, NOON + DAY)
REPLY = Reply(CASE, on(1, "liu", UNIT), NUMBER, WORDS)
WITHDRAW = WithdrawLetter(CASE, on(1), NUMBER, WORDS)
LETTER_COMMANDS: dict[str, Any] = {
    "IssueLetter": IssueLetter(CASE, timer(), NUMBER, LETTER, UNIT, "overdue", 1, "answer", NOON, "explain"),
    "WriteLetter": WRITE,
    "Reply": REPLY,
    "AcceptReply": AcceptReply(CASE, on(1), NUMBER),
    "WithdrawLetter": WITHDRAW,
    "LapseLetter": LapseLetter(CASE, timer(25), NUMBER),
}
