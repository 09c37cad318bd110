"""The decider of letters. A reply after its due time first says the lapse."""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from services.supervision.domain.letter.commands import (
    LETTER,
    AcceptReply,
    Command,
    IssueLetter,
    LapseLetter,
    Reply,
    WithdrawLetter,
    WriteLetter,
)
from services.supervision.domain.letter.events import BY_HAND, Accepted, Event, Issued, Lapsed, Replied, Withdrawn
from services.supervision.domain.letter.state import Letter, Phase
from services.supervision.domain.matter import matter_key, words
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text
from shared.rules.moment import Moment

REPLY = "explain"
ROUND = 1
"""What a person writes about is the case, whatever round it is in."""


def decide(command: Command, letter: Letter) -> Sequence[Event]:
    late = lapses(command, letter)
    if isinstance(command, LapseLetter):
        return late
    said = act(command, letter)
    return [*late, *said] if said else []


def lapses(command: Command, letter: Letter) -> list[Lapsed]:
    late = [duty for duty in letter.duties if duty.due_at < command.moment.at]
    return [Lapsed(ROUND, duty.duty, duty.unit, duty.due_at, command.number) for duty in late]


def act(command: Command, letter: Letter) -> Sequence[Event]:
    match command:
        case IssueLetter():
            return [issued(command)] if letter.phase is Phase.UNKNOWN else []
        case WriteLetter():
            return [written(command)] if letter.phase is Phase.UNKNOWN else []
        case Reply():
            return reply(command, letter)
        case AcceptReply():
            return accept(command, letter)
        case WithdrawLetter():
            return withdraw(command, letter)
        case LapseLetter():
            return []
        case _:
            assert_never(command)


def issued(command: IssueLetter) -> Issued:
    rules = command.moment.rules
    asked = command.reply in rules.limits
    reply_by = rules.duty(REPLY, command.unit, command.moment.at, command.reply).due_at if asked else None
    return Issued(
        number=command.number,
        kind=command.kind,
        unit=command.unit,
        ground=command.ground,
        round=command.round,
        duty=command.duty,
        due_at=command.due_at,
        reply_by=reply_by,
    )


def written(command: WriteLetter) -> Issued:
    """By a person, to a unit there is, with subject and words, for a time to come."""
    by_a_person(command.moment)
    if command.unit not in command.moment.rules.units:
        raise Rejected("letter.unknown_unit", unit=command.unit)
    if command.reply_by <= command.moment.at:
        raise Rejected("letter.past")
    return Issued(
        number=command.number,
        kind=LETTER,
        unit=command.unit,
        ground=BY_HAND,
        round=ROUND,
        duty="",
        due_at=None,
        reply_by=command.reply_by,
        title=worded(command.title, "letter.no_title", command.case_no),
        text=worded(command.text, "letter.no_text", command.case_no),
        duties=(reply_duty(command.unit, command.reply_by, command.moment),),
    )


def reply_duty(unit: str, reply_by: datetime, moment: Moment) -> Duty:
    """Due when the writer says, by no limit."""
    return Duty(REPLY, unit, reply_by, "", moment.rules.fingerprint)


def reply(command: Reply, letter: Letter) -> list[Event]:
    """By the unit it was written to, once."""
    standing(letter, Phase.WRITTEN)
    if command.moment.by.unit != letter.unit:
        raise Rejected("letter.other_unit")
    return [Replied(ROUND, letter.unit, command.number, worded(command.reply, "letter.no_reply", command.case_no))]


def accept(command: AcceptReply, letter: Letter) -> list[Event]:
    if letter.phase is Phase.ACCEPTED:
        return []
    standing(letter, Phase.REPLIED)
    return [Accepted(ROUND, letter.unit, command.number, words(command.remark, command.case_no))]


def withdraw(command: WithdrawLetter, letter: Letter) -> list[Event]:
    """Never by a timer, never without a reason. What came with a card is taken back with the card."""
    if letter.phase is Phase.WITHDRAWN:
        return []
    standing(letter, Phase.WRITTEN, Phase.REPLIED, Phase.ACCEPTED)
    by_a_person(command.moment)
    return [Withdrawn(ROUND, letter.unit, command.number, worded(command.reason, "letter.no_reason", command.case_no))]


def by_a_person(moment: Moment) -> None:
    if moment.by.account.startswith("system:"):
        raise Rejected("letter.by_a_person")


def standing(letter: Letter, *phases: Phase) -> None:
    if letter.phase not in phases:
        raise Rejected(f"letter.{letter.phase}")


def worded(text: Text, code: str, subject: str) -> Text:
    if not text.value.strip():
        raise Rejected(code)
    return text.under(matter_key(subject))
