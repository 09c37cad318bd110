"""Meetings about a case or a common need: convened, held with decisions, carried out one by one, or cancelled."""

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from services.routing.domain.meeting import commands as told
from services.routing.domain.meeting.decide import KINDS
from services.routing.domain.work_order import leading_commands as lead
from shared.kernel.text import Text
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import Args, deed, pick
from tests.simulation.people.handling import UNITS
from tests.simulation.people.who import STRANGER, dispatcher, officer
from tests.simulation.people.words import NOTE

if TYPE_CHECKING:
    from tests.simulation.town import Town

Commands = tuple[Any, ...]
ABOUT = {"": 8, "n1": 1, "n2": 1}
"""The case, or a common need."""


def subject_of(town: "Town", case: Case, need: str) -> str:
    """What a meeting is about."""
    return f"common_need/{need}" if need else town.case_no(case)


def _about(rng: Random) -> Args:
    return (pick(rng, ABOUT),)


def _desk(town: "Town") -> Any:
    return town.moment(dispatcher(town.rules))


@deed("routing", lambda rng: (*_about(rng), rng.choice(KINDS)), wide=True, again=True)
def convene(town: "Town", case: Case, need: str, kind: str) -> Commands:
    subject, moment = subject_of(town, case, need), _desk(town)
    at = moment.at + timedelta(days=1)
    convened = told.Convene(subject, kind, at, "一号会议室", UNITS, Text(NOTE), moment)
    return (convened,) if need else (lead.Attend(subject, moment), convened)


@deed("routing", lambda rng: (*_about(rng), rng.randrange(4), rng.choice((1, 6))), wide=True)
def hold(town: "Town", case: Case, need: str, decisions: int, days: int) -> Commands:
    """The meeting convened last, with so many decisions to be carried out within so many days."""
    subject, moment = subject_of(town, case, need), _desk(town)
    known = town.meetings(subject)
    due_at = [moment.at + timedelta(days=days + number) for number in range(decisions)]
    decided = tuple(told.Decided(UNITS[number % 2], Text(NOTE), at) for number, at in enumerate(due_at))
    held = told.RecordMeeting(subject, max(len(known), 1), UNITS, decided, Text(NOTE), moment)
    kind = known[len(known)].kind if known else KINDS[0]
    return (held,) if need else (held, lead.Coordinate(subject, kind, moment))


@deed("routing", lambda rng: (*_about(rng), rng.randrange(6), rng.random() < 0.9), wide=True)
def finish_decision(town: "Town", case: Case, need: str, which: int, ours: bool) -> told.FinishDecision:
    """One of those that were made about it."""
    subject = subject_of(town, case, need)
    tasks = [(number, one) for number, meeting in town.meetings(subject).items() for one in meeting.tasks]
    number, decision = tasks[which % len(tasks)] if tasks else (1, 1)
    by = officer(town.meetings(subject)[number].tasks[decision].unit) if tasks and ours else STRANGER
    return told.FinishDecision(subject, number, decision, Text(NOTE), town.moment(by))


@deed("routing", _about, wide=True)
def cancel_meeting(town: "Town", case: Case, need: str) -> told.CancelMeeting:
    """The one convened last."""
    subject = subject_of(town, case, need)
    return told.CancelMeeting(subject, max(len(town.meetings(subject)), 1), Text(NOTE), _desk(town))
