"""Common needs: cases gathered, led, answered and closed together. Played in wild histories alone, as all `ways` are."""

from random import Random
from typing import TYPE_CHECKING, Any

from services.routing.domain.common_need import commands as need
from services.routing.domain.work_order import pooling_commands as pooled
from shared.kernel.text import Text
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import Args, deed
from tests.simulation.people.handling import ITEMS
from tests.simulation.people.who import dispatcher, officer
from tests.simulation.people.words import NOTE, PUBLIC

if TYPE_CHECKING:
    from tests.simulation.town import Town

Commands = tuple[Any, ...]
NEEDS = ("n1", "n2")


def _desk(town: "Town") -> Any:
    return town.moment(dispatcher(town.rules))


def _need(rng: Random) -> Args:
    return (rng.choice(NEEDS),)


@deed("routing", lambda rng: (rng.choice(NEEDS), rng.randrange(12)), decisive=True, wide=True)
def gather(town: "Town", case: Case, of: str, other: int) -> Commands:
    members = tuple(dict.fromkeys(town.case_no(one) for one in (case, town.cases[other % len(town.cases)])))
    moment = _desk(town)
    gathered = need.Gather(of, Text("停车难"), ITEMS[0], members, moment)
    return gathered, *(pooled.Pool(one, of, moment) for one in members)


@deed("routing", _need, decisive=True, wide=True)
def leave_need(town: "Town", case: Case, of: str) -> Commands:
    no, moment = town.case_no(case), _desk(town)
    return need.Leave(of, no, Text(NOTE), moment), pooled.Unpool(no, of, moment)


@deed("routing", _need, wide=True)
def lead_need(town: "Town", case: Case, of: str) -> need.Lead:  # noqa: ARG001 - it is about several cases
    return need.Lead(of, "leader", "housing", _desk(town))


@deed("routing", _need, wide=True, again=True)
def answer_need(town: "Town", case: Case, of: str) -> need.AnswerNeed:  # noqa: ARG001 - as above
    return need.AnswerNeed(of, Text(PUBLIC), True, town.moment(officer("housing")))


@deed("routing", _need, decisive=True, wide=True)
def close_need(town: "Town", case: Case, of: str) -> need.CloseNeed:  # noqa: ARG001 - as above
    return need.CloseNeed(of, _desk(town))
