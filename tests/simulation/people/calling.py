"""The desk of supervision."""

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from services.supervision.domain.callback.commands import (
    ApproveFinal,
    Attempt,
    DeclineFinal,
    Record,
    SettleDissatisfied,
    SettleNotCalled,
)
from shared.kernel.text import Text
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import Args, deed, pick
from tests.simulation.people.who import supervisor

if TYPE_CHECKING:
    from tests.simulation.town import Town

REASONS = ("refused", "no_number", "no_opinion", "source_silent", "anonymous", "no_such_reason")


@deed(
    "supervision",
    lambda rng: (pick(rng, {"no_answer": 6, "refused": 2, "wrong_number": 1, "nonsense": 1}),),
    decisive=True,
)
def attempt(town: "Town", case: Case, outcome: str) -> Attempt:
    """The next one."""
    number = town.callback(case).attempts + 1
    return Attempt(town.case_no(case), town.moment(supervisor(town.rules)), number, outcome)


def _opinion(rng: Random) -> Args:
    return rng.random() < 0.95, pick(rng, {True: 4, False: 4, None: 1})


@deed("supervision", _opinion, decisive=True)
def record(town: "Town", case: Case, contacted: bool, satisfied: bool | None) -> Record:
    who = town.moment(supervisor(town.rules))
    return Record(town.case_no(case), who, contacted, satisfied, satisfied, Text("来人说了看法"))


@deed("supervision", lambda rng: (pick(rng, {"leader": 5, "qian": 1}),), decisive=True)
def settle_dissatisfied(town: "Town", case: Case, approver: str) -> SettleDissatisfied:
    who = town.moment(supervisor(town.rules))
    return SettleDissatisfied(town.case_no(case), who, Text("两次回访均不满意，答复符合政策"), approver)


@deed("supervision", lambda rng: (pick(rng, {"leader": 5, "qian": 1}),), decisive=True)
def approve_final(town: "Town", case: Case, account: str) -> ApproveFinal:
    return ApproveFinal(town.case_no(case), town.moment(replace(supervisor(town.rules), account=account)))


@deed("supervision", decisive=True)
def decline_final(town: "Town", case: Case) -> DeclineFinal:
    """It is not to be ended so."""
    return DeclineFinal(town.case_no(case), town.moment(supervisor(town.rules)), Text("请再与来人沟通"))


@deed("supervision", lambda rng: (rng.choice(REASONS),), decisive=True)
def settle_not_called(town: "Town", case: Case, reason: str) -> SettleNotCalled:
    return SettleNotCalled(town.case_no(case), town.moment(supervisor(town.rules)), reason)
