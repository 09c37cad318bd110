"""Who else sets duties: what stands beside an order, supervision's cards and letters, the knowledge base.

Not here: what a person dates (a meeting's decisions, the review of a suspension, a commitment), where nothing is computed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from services.intake.domain.knowledge.commands import NoteReviewed, PublishArticle
from services.intake.domain.knowledge.decide import knowledge
from services.intake.domain.knowledge.events import Drafted
from services.routing.domain.common_need import common_need
from services.routing.domain.common_need.commands import Gather, Lead
from services.routing.domain.escalation import Propose, escalation
from services.routing.domain.extension import extension
from services.routing.domain.instruction import instruction
from services.routing.domain.instruction.commands import GiveInstruction
from services.routing.domain.meeting import meeting
from services.routing.domain.meeting.commands import Convene
from services.routing.domain.part import part
from services.routing.domain.transfer import transfer
from services.routing.domain.transfer.commands import ChaseTransfer, MakeTransfer
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.leading_commands import Transfer
from services.supervision.domain.card.commands import IssueCard
from services.supervision.domain.card.decide import card
from services.supervision.domain.letter import letter
from services.supervision.domain.letter.commands import IssueLetter
from services.supervision.domain.letter.events import Issued
from shared.calendar import Span, WorkingCalendar
from shared.kernel.actor import Actor
from shared.kernel.decider import Decider
from shared.kernel.text import Text
from shared.rules.moment import Moment
from tests.unit.calendar.limited import Due, due_of, moment_of
from tests.unit.intake.domain.articles import FIRST
from tests.unit.routing import orders
from tests.unit.routing.beside import ASK, ASSIGN
from tests.unit.supervision.carded import CALLED, GROUND, UNIT

CASE, OTHER, WORDS = orders.CASE, "20261124-AAAAAAAAAAA", Text("请抓紧")
LEADER = Actor("zhou", "government_office", "区领导")
Commands = Callable[[Moment], Sequence[Any]]


def told(decider: Decider[Any, Any, Any], moment: Moment, *commands: Any) -> list[Any]:
    """What these commands lead to, all given at this time by whoever gives them."""
    events: list[Any] = []
    for command in commands:
        now = Moment(moment.at, command.moment.by, moment.rules)
        events += decider.decide(replace(command, moment=now), decider.fold(events))
    return events


def by(who: Actor, duty: str, decider: Decider[Any, Any, Any], commands: Commands, *before: Any) -> Due:
    """The due time of the duty that the last of the commands sets."""

    def due(calendar: WorkingCalendar, span: Span, start: datetime) -> datetime:
        moment = moment_of(calendar, span, start, who)
        events = list(before)
        for command in commands(moment):
            events += decider.decide(command, decider.fold(events))
        return due_of(events[-1].duties, duty)

    return due


def order(duty: str, *commands: Any) -> Due:
    """A duty that these commands set, of an order that they lead to."""

    def due(calendar: WorkingCalendar, span: Span, start: datetime) -> datetime:
        events = told(work_order, moment_of(calendar, span, start, orders.SYSTEM), *commands)
        return due_of(events[-1].duties, duty)

    return due


def _reply_by(calendar: WorkingCalendar, span: Span, start: datetime) -> datetime:
    moment = moment_of(calendar, span, start, orders.SYSTEM)
    command = IssueLetter(CASE, moment, "2026-1", "letter", UNIT, GROUND, 1, "answer", start, "explain")
    (issued,) = letter.decide(command, letter.initial)
    assert isinstance(issued, Issued)
    assert issued.reply_by is not None
    return issued.reply_by


def _asked(moment: Moment) -> Sequence[Any]:
    return (replace(ASK, amount=1, due_at=moment.at + timedelta(days=1), moment=moment),)


def _gathered(moment: Moment) -> Gather:
    return Gather("n1", WORDS, "heat", (CASE, OTHER), moment)


SIGNED = (orders.NOTE, orders.OPEN, orders.SIGN)
OUTSIDE = Transfer(CASE, "", "court", "", orders.moment(orders.DESK))
MADE: Mapping[str, Due] = {
    "sign, of a part": by(orders.DESK, "sign", part, lambda now: (replace(ASSIGN, moment=now),)),
    "deliver": by(orders.DESK, "deliver", part, lambda now: (replace(ASSIGN, moment=now),)),
    "settle_return": order("settle_return", *SIGNED, orders.RETURN),
    "approve": order("approve", *SIGNED, orders.ANSWER),
    "close": order("close", *SIGNED, orders.ANSWER, orders.APPROVE),
    "settle_extension": by(orders.OFFICER, "settle_extension", extension, _asked),
    "confirm_transfer": order("confirm_transfer", orders.NOTE_UNSURE, orders.OPEN, OUTSIDE),
    "chase_transfer": by(
        orders.DESK, "chase_transfer", transfer, lambda now: (MakeTransfer(CASE, "", "court", "", WORDS, now),)
    ),
    "chase_transfer, again": by(
        orders.DESK,
        "chase_transfer",
        transfer,
        lambda now: (MakeTransfer(CASE, "", "court", "", WORDS, now), ChaseTransfer(CASE, WORDS, now)),
    ),
    "report_instruction": by(
        LEADER,
        "report_instruction",
        instruction,
        lambda now: (GiveInstruction(CASE, ("housing", "finance"), WORDS, None, now),),
    ),
    "record_meeting": by(
        orders.DESK,
        "record_meeting",
        meeting,
        lambda now: (Convene(CASE, "special", now.at, "二楼", ("housing",), WORDS, now),),
    ),
    "answer_escalation": by(
        orders.HEAD, "answer_escalation", escalation, lambda now: (Propose(CASE, "government", WORDS, now),)
    ),
    "lead_common_need": by(orders.DESK, "lead_common_need", common_need, lambda now: (_gathered(now),)),
    "answer_common_need": by(
        orders.DESK,
        "answer_common_need",
        common_need,
        lambda now: (_gathered(now), Lead("n1", "zhou", "housing", now)),
    ),
    "explain": by(orders.SYSTEM, "explain", card, lambda now: (IssueCard(CASE, now, UNIT, GROUND, "2026-1"),), CALLED),
    "the reply to a letter": _reply_by,
    "review of knowledge, published": by(
        orders.DESK, "review", knowledge, lambda now: (PublishArticle("k", now),), Drafted(FIRST)
    ),
    "review of knowledge, reviewed": by(
        orders.DESK,
        "review",
        knowledge,
        lambda now: (PublishArticle("k", now), NoteReviewed("k", now)),
        Drafted(FIRST),
    ),
}
