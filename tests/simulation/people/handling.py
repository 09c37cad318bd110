"""The desks of acceptance and dispatch, and the units at work."""

from random import Random
from typing import TYPE_CHECKING

from services.intake.domain.appeal.commands import Accept, Decline
from services.routing.domain.work_order.asking_commands import Reopen
from services.routing.domain.work_order.commands import (
    Answer,
    Approve,
    Classify,
    Close,
    Dispatch,
    FirstContact,
    Progress,
    Return,
    SendBack,
    SettleReturn,
    Sign,
)
from shared.kernel.actor import Actor
from shared.kernel.text import Text
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import Args, deed, pick
from tests.simulation.people.who import STRANGER, dispatcher, head, officer
from tests.simulation.people.words import INTERNAL, NOTE, PUBLIC

if TYPE_CHECKING:
    from tests.simulation.town import Town

UNITS = ("housing", "transport", "finance")
ITEMS = ("business.funds.loan", "housing.street", "business.policy.question", "business.nothing")
"""The last is in no catalogue."""
LEVELS = ("", "", "", "complex", "huge")


def _who(rng: Random) -> Args:
    """By whom: now and then by somebody whose order it is not."""
    return (rng.random() < 0.96,)


def _officer(town: "Town", case: Case, ours: bool) -> Actor:
    return officer(town.order(case).unit) if ours else STRANGER


def _head(town: "Town", case: Case, ours: bool) -> Actor:
    return head(town.order(case).unit) if ours else STRANGER


def _desk(town: "Town", ours: bool) -> Actor:
    return dispatcher(town.rules) if ours else STRANGER


@deed("intake")
def accept(town: "Town", case: Case) -> Accept:
    return Accept(case.stream, town.moment(dispatcher(town.rules)))


@deed("intake", lambda rng: (pick(rng, {"in_court": 4, "no_reason": 1}),))
def decline(town: "Town", case: Case, reason: str) -> Decline:
    return Decline(case.stream, town.moment(dispatcher(town.rules)), reason, Text("请依照诉讼程序主张权利"))


@deed("routing", lambda rng: (rng.choice(ITEMS), rng.choice(LEVELS), *_who(rng)))
def classify(town: "Town", case: Case, item: str, level: str, ours: bool) -> Classify:
    return Classify(town.case_no(case), item, level, town.moment(_desk(town, ours)))


@deed("routing", lambda rng: (rng.choice(UNITS), rng.choice(ITEMS[:3]), rng.choice(LEVELS[:4]), *_who(rng)))
def dispatch(town: "Town", case: Case, unit: str, item: str, level: str, ours: bool) -> Dispatch:
    moment = town.moment(_desk(town, ours))
    return Dispatch(town.case_no(case), unit, item, "assigned", level, moment, reason=Text(NOTE))


@deed("routing", _who)
def sign(town: "Town", case: Case, ours: bool) -> Sign:
    return Sign(town.case_no(case), town.moment(_officer(town, case, ours)))


@deed("routing", lambda rng: (pick(rng, {"not_our_duty": 5, "no_basis": 1}), *_who(rng)))
def return_order(town: "Town", case: Case, basis: str, ours: bool) -> Return:
    return Return(town.case_no(case), basis, Text("不属于本单位职责"), town.moment(_officer(town, case, ours)))


@deed("routing", lambda rng: (rng.random() < 0.5, *_who(rng)))
def settle_return(town: "Town", case: Case, accepted: bool, ours: bool) -> SettleReturn:
    return SettleReturn(town.case_no(case), accepted, Text(NOTE), town.moment(_desk(town, ours)), "consultation")


@deed("routing", lambda rng: (rng.random() < 0.6, *_who(rng)))
def contact(town: "Town", case: Case, reached: bool, ours: bool) -> FirstContact:
    moment = town.moment(_officer(town, case, ours))
    return FirstContact(town.case_no(case), reached, moment.at, Text(NOTE), moment)


@deed("routing", _who, again=True)
def progress(town: "Town", case: Case, ours: bool) -> Progress:
    return Progress(town.case_no(case), Text(NOTE), town.moment(_officer(town, case, ours)))


@deed("routing", lambda rng: (rng.random() < 0.8, *_who(rng)))
def answer(town: "Town", case: Case, resolved: bool, ours: bool) -> Answer:
    words = Text(INTERNAL), Text(PUBLIC)
    return Answer(town.case_no(case), *words, resolved, town.moment(_officer(town, case, ours)))


@deed("routing", lambda rng: (rng.random() < 0.9, *_who(rng)))
def approve(town: "Town", case: Case, by_head: bool, ours: bool) -> Approve:
    """By the head; or by the officer who wrote it, who may not."""
    by = _head(town, case, ours) if by_head else _officer(town, case, ours)
    return Approve(town.case_no(case), town.moment(by))


@deed("routing", _who)
def send_back(town: "Town", case: Case, ours: bool) -> SendBack:
    return SendBack(town.case_no(case), Text("请写明处理结果"), town.moment(_head(town, case, ours)))


@deed("routing", _who, decisive=True)
def close(town: "Town", case: Case, ours: bool) -> Close:
    return Close(town.case_no(case), town.moment(_officer(town, case, ours)))


@deed("routing", _who, decisive=True)
def reopen(town: "Town", case: Case, ours: bool) -> Reopen:
    return Reopen(town.case_no(case), "", "desk", 0, Text("来人又来反映"), town.moment(_desk(town, ours)))
