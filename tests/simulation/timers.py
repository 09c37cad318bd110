"""The timers: what has lapsed is said for every case there is. (Which cases a read model finds is tested elsewhere.)"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from services.intake.domain.appeal.commands import LapseDuties as LapseAppeal
from services.routing.domain.work_order.commands import LapseDuties as LapseOrder
from services.supervision.domain.callback.commands import LapseDuties as LapseCallback
from shared.house import lapsing

if TYPE_CHECKING:
    from tests.simulation.people.case import Case
    from tests.simulation.town import Town

Name = Callable[["Town", "Case"], str]


def timer(service: str, lapse: Callable[..., Any], name: Name) -> Callable[["Town"], None]:
    """A function that tells a service to say what has lapsed, one case after another."""

    actor = lapsing.timer(service)

    def fire(town: "Town") -> None:
        for case in town.cases:
            if town.case_no(case):
                town.nodes[service].execute(lapse(name(town, case), town.moment(actor)))

    return fire


def _stream(town: "Town", case: "Case") -> str:  # noqa: ARG001 - as the other
    return case.stream


def _number(town: "Town", case: "Case") -> str:
    return town.case_no(case)


TIMERS: Mapping[str, Callable[["Town"], None]] = {
    "intake": timer("intake", LapseAppeal, _stream),
    "routing": timer("routing", LapseOrder, _number),
    "supervision": timer("supervision", LapseCallback, _number),
}
