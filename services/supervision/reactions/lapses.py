"""Every lapse of every service has one shape, and one reader here: the unit is reminded, and a card may be called for.

What was overdue and is done is followed no more; extensions and dissatisfied askers call for cards too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.supervision.domain.card.commands import NoteDissatisfied, NoteExtended, NoteLapse
from services.supervision.domain.reminder.commands import NoteDone, NotePaused, NoteResumed, Remind
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment

AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What lapsed in intake has no round: it belongs to the first."""

    duty: str
    unit: str
    due_at: datetime
    round: int = 1
    number: int = 0
    decision: int = 0
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """`reached` is said of a first contact alone."""

    unit: str = ""
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Numbered(Deed):
    """Of one of several instructions, meetings, transfers or escalations."""

    number: int = 0


@dataclass(frozen=True, slots=True)
class DecisionDone(Numbered):
    """Of one of several decisions of a meeting."""

    decision: int = 0


@dataclass(frozen=True, slots=True)
class OfLetter(Deed):
    """Of one of several letters of a case, by its number."""

    letter: str = ""


@dataclass(frozen=True, slots=True)
class Asleep:
    """`unit` says that it is not its duty, or the desk has suspended what it handles."""

    unit: str = ""


@dataclass(frozen=True, slots=True)
class Awake:
    """The suspension is over."""

    unit: str = ""


@dataclass(frozen=True, slots=True)
class ReturnSettled:
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class Granted:
    unit: str
    number: int
    round: int = 1


@dataclass(frozen=True, slots=True)
class Referred:
    """Ours. Entries of old do not say the unit."""

    why: str
    round: int
    unit: str = ""


def lapsed(event: Lapsed, heard: Heard, moment: Moment) -> Sequence[Remind | NoteLapse]:
    about = heard.type.rpartition(".")[0]
    case_no, when = heard.subject, (event.round, event.duty)
    one = event.letter or which(about, event.number, event.decision)
    return (
        Remind(case_no, moment, *when, event.unit, event.due_at, about, one),
        NoteLapse(case_no, moment, event.unit, *when, event.due_at, one),
    )


def which(about: str, number: int, decision: int) -> str:
    """Which of several of the case it is: `2`, or `2.1` of a meeting's decision; "" where there is but one."""
    if about not in NUMBERED or not number:
        return ""
    return f"{number}.{decision}" if decision else str(number)


def which_done(event: Deed, about: str) -> str:
    match event:
        case DecisionDone(number=number, decision=decision):
            return which(about, number, decision)
        case Numbered(number=number):
            return which(about, number, 0)
        case OfLetter(letter=letter):
            return letter
        case _:
            return ""


def reader_of(type_: str) -> type[Deed]:
    """What tells whose deed it was, and of which of several."""
    if type_ == "meeting.decision_done":
        return DecisionDone
    if type_.startswith("letter."):
        return OfLetter
    return Numbered if type_.partition(".")[0] in NUMBERED else Deed


def granted(event: Granted, heard: Heard, moment: Moment) -> Sequence[NoteExtended]:
    return (NoteExtended(heard.subject, moment, event.unit, event.round, event.number),)


def referred(event: Referred, heard: Heard, moment: Moment) -> Sequence[NoteDissatisfied]:
    """`again`: dissatisfied once more, after another round."""
    if event.why != AGAIN or not event.unit:
        return ()
    return (NoteDissatisfied(heard.subject, moment, event.unit, event.round),)


def done(duties: tuple[str, ...] = (), *, own: bool = False) -> Callable[[Deed, Heard, Moment], Sequence[NoteDone]]:
    """These duties (none named: all of the aggregate) were done; `own`: only those of the unit that did it."""

    def react(event: Deed, heard: Heard, moment: Moment) -> Sequence[NoteDone]:
        if not event.reached:
            return ()
        about = heard.type.rpartition(".")[0]
        unit = event.unit if own else ""
        return (NoteDone(heard.subject, moment, about, duties, unit, which_done(event, about)),)

    return react


def asleep(event: Asleep, heard: Heard, moment: Moment) -> Sequence[NotePaused]:  # noqa: ARG001
    """The unit's duties sleep, and with them what follows their lapses. Said again, nothing is left to fall asleep."""
    return (NotePaused(heard.subject, moment, "work_order", ASLEEP, heard.time),)


def refused(event: ReturnSettled, heard: Heard, moment: Moment) -> Sequence[NoteResumed]:
    """The unit keeps the order. Accepted, `work_order.held` comes next and ends all."""
    return () if event.accepted else (NoteResumed(heard.subject, moment, "work_order", heard.time),)


def awake(event: Awake, heard: Heard, moment: Moment) -> Sequence[NoteResumed]:  # noqa: ARG001
    """Whatever waited goes on with the time it had left, as the duties themselves do."""
    return (NoteResumed(heard.subject, moment, "work_order", heard.time),)


ROUTING, SUPERVISION = "routing", "supervision"
LAPSING = (
    *(("intake", one) for one in ("appeal", "knowledge")),
    *((ROUTING, one) for one in ("work_order", "part", "extension", "instruction", "meeting")),
    *((ROUTING, one) for one in ("transfer", "escalation", "common_need")),
    *((SUPERVISION, one) for one in ("card", "letter", "commitment")),
)
NUMBERED = frozenset({"instruction", "meeting", "transfer", "escalation"})
"""Aggregates of which a case has several at a time; what they say names which by its number."""
ASLEEP = ("sign", "first_contact", "answer")
"""What sleeps while a return is being settled, or the order is suspended."""
ALL: tuple[str, ...] = ()
BY_UNIT = True
"""Only what the unit owes that did the deed; otherwise whoever owes it."""
DEEDS: tuple[tuple[str, str, tuple[str, ...], bool], ...] = (
    *(("intake", f"appeal.{end}", ALL, False) for end in ("accepted", "declined", "withdrawn", "merged")),
    *(("intake", f"appeal.{end}", ALL, False) for end in ("answered_at_once", "order_opened")),
    *(("intake", f"knowledge.{end}", ("review",), False) for end in ("reviewed", "published", "retired")),
    (ROUTING, "work_order.signed", ("sign",), False),
    (ROUTING, "work_order.contacted", ("first_contact",), False),
    *((ROUTING, f"work_order.{end}", ("answer",), False) for end in ("answered", "extended")),
    *((ROUTING, f"work_order.{end}", ("approve",), False) for end in ("approved", "sent_back")),
    (ROUTING, "work_order.return_settled", ("settle_return",), False),
    *((ROUTING, f"work_order.{end}", ("review",), False) for end in ("suspended", "resumed")),
    *((ROUTING, f"work_order.{end}", ALL, False) for end in ("held", "dispatched", "reopened")),
    *((ROUTING, f"work_order.{end}", ALL, False) for end in ("merged", "pooled", "transferred")),
    *((ROUTING, f"work_order.{end}", ALL, False) for end in ("closed", "archived", "cancelled")),
    (ROUTING, "part.signed", ("sign",), BY_UNIT),
    (ROUTING, "part.extended", ("deliver",), BY_UNIT),
    *((ROUTING, f"part.{end}", ALL, BY_UNIT) for end in ("delivered", "excused", "released")),
    *((ROUTING, f"extension.{end}", ALL, False) for end in ("granted", "refused", "dropped")),
    (ROUTING, "instruction.reported", ALL, BY_UNIT),
    (ROUTING, "instruction.done", ALL, False),
    (ROUTING, "meeting.held", ("record_meeting",), False),
    (ROUTING, "meeting.decision_done", ("decision",), BY_UNIT),
    (ROUTING, "meeting.cancelled", ("record_meeting",), False),
    (ROUTING, "transfer.chased", ("chase_transfer",), False),
    *((ROUTING, f"transfer.{end}", ALL, False) for end in ("confirmed", "refused", "ended")),
    (ROUTING, "escalation.answered", ALL, False),
    (ROUTING, "common_need.led", ("lead_common_need",), False),
    *((ROUTING, f"common_need.{end}", ALL, False) for end in ("answered", "closed")),
    *((SUPERVISION, f"card.{end}", ALL, BY_UNIT) for end in ("explained", "withdrawn")),
    *((SUPERVISION, f"letter.{end}", ALL, False) for end in ("replied", "withdrawn")),
    *((SUPERVISION, f"commitment.{end}", ALL, False) for end in ("kept", "withdrawn")),
)
"""Which deed ends what is overdue: (service, type, duties, whose). A duty that is put off is due again by a lapse of
its own, so it is not followed."""
REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    *(Reaction(source, f"{aggregate}.lapsed", Lapsed, lapsed) for source, aggregate in LAPSING),
    *(Reaction(source, type_, reader_of(type_), done(duties, own=own)) for source, type_, duties, own in DEEDS),
    *(Reaction(ROUTING, f"work_order.{began}", Asleep, asleep) for began in ("returned", "suspended")),
    Reaction(ROUTING, "work_order.resumed", Awake, awake),
    Reaction(ROUTING, "work_order.return_settled", ReturnSettled, refused),
    Reaction(ROUTING, "extension.granted", Granted, granted),
    Reaction(SUPERVISION, "callback.referred", Referred, referred),
)
