"""The timers: what has lapsed is said for every case there is. (Which cases a read model finds is tested elsewhere.)"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from services.intake.domain.appeal.commands import LapseDuties as LapseAppeal
from services.routing.domain import common_need, escalation, extension, instruction, meeting, part, transfer
from services.routing.domain.common_need.commands import LapseNeed
from services.routing.domain.escalation import LapseEscalation
from services.routing.domain.extension.commands import LapseExtension
from services.routing.domain.instruction.commands import LapseInstruction
from services.routing.domain.meeting.commands import LapseMeeting
from services.routing.domain.part.commands import LapsePart
from services.routing.domain.transfer.commands import LapseTransfer
from services.routing.domain.work_order.commands import LapseDuties as LapseOrder
from services.supervision.domain.callback.commands import LapseDuties as LapseCallback
from shared.house import lapsing
from shared.kernel.actor import Actor
from shared.rules.moment import Moment
from tests.simulation import supervising
from tests.simulation.people.gathering import NEEDS
from tests.simulation.people.handling import UNITS

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
        if service == "routing":
            lapse_beside(town, actor)
        if service == "supervision":
            supervising.lapse(town.nodes[service])
            supervising.act(town.nodes[service], town.waits)

    return fire


def lapse_beside(town: "Town", actor: Actor) -> None:
    """What stands beside the orders: of it only what there is."""
    node, moment = town.nodes["routing"], town.moment(actor)
    for address, command in _beside(town, moment):
        if address in node.log.streams:
            node.execute(command)


def _beside(town: "Town", moment: Moment) -> Iterator[tuple[str, Any]]:
    for case in town.cases:
        no = town.case_no(case)
        for around in AROUND:
            yield around[0](no), around[1](no, moment)
        for unit in sorted(town.rules.units):
            yield _extensions(no, unit), LapseExtension(no, unit, moment)
        for unit in UNITS:
            for round_ in range(1, town.order(case).round + 1):
                late = LapsePart(case_no=no, unit=unit, round=round_, moment=moment)
                yield part.stream_of(no, unit, round_), late
    for need in NEEDS:
        yield common_need.stream_of(need), LapseNeed(need, moment)
        about = f"common_need/{need}"
        yield meeting.stream_of(about), LapseMeeting(about, moment)


_extensions = cache(extension.stream_of)
"""Whoever had an order may have asked for time."""
AROUND: tuple[tuple[Callable[[str], str], Callable[[str, Moment], Any]], ...] = (
    (transfer.stream_of, LapseTransfer),
    (instruction.stream_of, LapseInstruction),
    (meeting.stream_of, LapseMeeting),
    (escalation.stream_of, LapseEscalation),
)


def _stream(town: "Town", case: "Case") -> str:  # noqa: ARG001 - as the other
    return case.stream


def _number(town: "Town", case: "Case") -> str:
    return town.case_no(case)


TIMERS: Mapping[str, Callable[["Town"], None]] = {
    "intake": timer("intake", LapseAppeal, _stream),
    "routing": timer("routing", LapseOrder, _number),
    "supervision": timer("supervision", LapseCallback, _number),
}
