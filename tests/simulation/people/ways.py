"""The other ways through a case: merging, answering at once, time, help, transfers, instructions.

They touch more than one case or aggregate, so they are played in wild histories alone: what is heard when decides.
A deed is one command or several of one unit of work, as the pages make them.
"""

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from services.intake.domain.appeal import desk_commands as desk
from services.routing.domain.escalation import AnswerEscalation, Propose
from services.routing.domain.extension.commands import AskExtension, SettleExtension
from services.routing.domain.instruction.commands import FinishInstruction, GiveInstruction, ReportInstruction
from services.routing.domain.part import commands as part
from services.routing.domain.transfer import commands as transfer
from services.routing.domain.work_order import commands as told
from services.routing.domain.work_order import leading_commands as lead
from services.routing.domain.work_order import time_commands as timing
from services.routing.domain.work_order.help_commands import Support
from shared.kernel.actor import Actor
from shared.kernel.text import Text
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import Args, deed
from tests.simulation.people.handling import UNITS
from tests.simulation.people.who import dispatcher, officer
from tests.simulation.people.words import INTERNAL, NOTE, PUBLIC

if TYPE_CHECKING:
    from tests.simulation.town import Town

Commands = tuple[Any, ...]
LEADER = Actor("leader", "government_office", "副区长")


def _desk(town: "Town") -> Any:
    return town.moment(dispatcher(town.rules))


def _unit(town: "Town", case: Case) -> Any:
    return town.moment(officer(town.order(case).unit))


def _other(rng: Random) -> Args:
    return (rng.randrange(12),)


def _accepted(rng: Random) -> Args:
    return (rng.random() < 0.6,)


# intake


@deed("intake", decisive=True, wide=True)
def answer_at_once(town: "Town", case: Case) -> desk.AnswerAtOnce:
    return desk.AnswerAtOnce(case.stream, town.case_no(case), _desk(town), Text(PUBLIC))


@deed("intake", _other, decisive=True, wide=True)
def merge(town: "Town", case: Case, other: int) -> Commands:
    """Into another case that there is."""
    leading, moment = town.cases[other % len(town.cases)], _desk(town)
    no = town.case_no(leading)
    return (
        desk.Merge(case.stream, town.case_no(case), moment, no, leading.stream, Text(NOTE)),
        desk.AddFollower(leading.stream, moment, town.case_no(case), case.stream),
    )


@deed("intake", decisive=True, wide=True)
def separate(town: "Town", case: Case) -> Commands:
    """From the case it was merged into."""
    no, moment = town.appeal(case).leading, _desk(town)
    leading = next((one for one in town.cases if town.case_no(one) == no), case)
    return (
        desk.Separate(case.stream, town.case_no(case), moment, no, Text(NOTE)),
        desk.RemoveFollower(leading.stream, moment, town.case_no(case)),
    )


@deed("intake", _accepted, wide=True)
def mark_urgency(town: "Town", case: Case, urgent: bool) -> desk.MarkUrgency:
    return desk.MarkUrgency(case.stream, town.case_no(case), _desk(town), urgent, Text(NOTE))


@deed("intake", lambda rng: (rng.choice(("13800000008", "13800000009")),), wide=True, again=True)
def correct_phone(town: "Town", case: Case, phone: str) -> desk.Correct:
    return desk.Correct(case.stream, town.case_no(case), _desk(town), "phone", Text(phone), Text(NOTE))


# time and help


@deed("routing", wide=True, again=True)
def ask_time(town: "Town", case: Case) -> Commands:
    order, moment = town.order(case), _unit(town, case)
    no, due_at = town.case_no(case), order.answer_due or moment.at
    return (
        timing.AskTime(no, 2, due_at, moment),
        AskExtension(no, order.unit, order.round, 2, due_at, Text(NOTE), moment),
    )


@deed("routing", _accepted, wide=True)
def settle_time(town: "Town", case: Case, granted: bool) -> Commands:
    order, no, moment = town.order(case), town.case_no(case), _desk(town)
    settled = SettleExtension(no, order.unit, order.round, granted, False, Text(NOTE), moment)
    return timing.SettleTime(no, granted, False, moment), settled


@deed("routing", lambda rng: (rng.choice((2, 20, 400)),), wide=True, again=True)
def suspend(town: "Town", case: Case, days: int) -> timing.Suspend:
    moment = _desk(town)
    return timing.Suspend(town.case_no(case), Text(NOTE), moment.at + timedelta(days=days), moment)


@deed("routing", wide=True)
def resume(town: "Town", case: Case) -> timing.Resume:
    return timing.Resume(town.case_no(case), _desk(town))


def _a_unit(rng: Random) -> Args:
    return (rng.choice(UNITS),)


@deed("routing", _a_unit, wide=True)
def support(town: "Town", case: Case, unit: str) -> Commands:
    order, no, moment = town.order(case), town.case_no(case), _desk(town)
    assigned = part.AssignPart(
        case_no=no, unit=unit, round=order.round, lead=order.unit, task=Text(NOTE), moment=moment
    )
    return Support(no, (unit,), moment), assigned


def _part(town: "Town", case: Case, unit: str, by: Actor) -> dict[str, Any]:
    return {"case_no": town.case_no(case), "unit": unit, "round": town.order(case).round, "moment": town.moment(by)}


@deed("routing", _a_unit, wide=True)
def sign_part(town: "Town", case: Case, unit: str) -> part.SignPart:
    return part.SignPart(**_part(town, case, unit, officer(unit)))


@deed("routing", _a_unit, wide=True)
def deliver_part(town: "Town", case: Case, unit: str) -> part.DeliverPart:
    return part.DeliverPart(**_part(town, case, unit, officer(unit)), answer=Text(NOTE))


@deed("routing", _a_unit, wide=True)
def excuse_part(town: "Town", case: Case, unit: str) -> part.ExcusePart:
    return part.ExcusePart(**_part(town, case, unit, officer(town.order(case).unit)), reason=Text(NOTE))


@deed("routing", wide=True)
def answer_with_parts(town: "Town", case: Case) -> Commands:
    """The supporting units' parts are required with it."""
    order, no, moment = town.order(case), town.case_no(case), _unit(town, case)
    required = [part.RequirePart(case_no=no, unit=unit, round=order.round, moment=moment) for unit in order.supporting]
    return *required, told.Answer(no, Text(INTERNAL), Text(PUBLIC), True, moment, order.supporting)


# transfers, leaders


@deed("routing", lambda rng: (rng.choice(("", *UNITS)),), decisive=True, wide=True, again=True)
def hand_over(town: "Town", case: Case, unit: str) -> Commands:
    """Inside, or outside the district."""
    no, moment, name = town.case_no(case), _desk(town), "" if unit else "市住房公积金中心"
    return lead.Transfer(no, unit, "", name, moment), transfer.MakeTransfer(no, unit, "", name, Text(NOTE), moment)


@deed("routing", wide=True, again=True)
def chase(town: "Town", case: Case) -> transfer.ChaseTransfer:
    return transfer.ChaseTransfer(town.case_no(case), Text(NOTE), _desk(town))


@deed("routing", _accepted, decisive=True, wide=True)
def settle_transfer(town: "Town", case: Case, confirmed: bool) -> Commands:
    no, moment = town.case_no(case), _desk(town)
    settled = (
        transfer.ConfirmTransfer(no, None, moment) if confirmed else transfer.RefuseTransfer(no, Text(NOTE), moment)
    )
    return lead.SettleTransfer(no, confirmed, moment), settled


@deed("routing", _a_unit, wide=True, again=True)
def instruct(town: "Town", case: Case, unit: str) -> Commands:
    no, moment = town.case_no(case), town.moment(LEADER)
    given = GiveInstruction(no, (unit,), Text(NOTE), None, moment)
    return lead.Instruct(no, unit, moment), given, lead.Coordinate(no, "instruction", moment)


@deed("routing", _a_unit, wide=True, again=True)
def report_instruction(town: "Town", case: Case, unit: str) -> ReportInstruction:
    return ReportInstruction(town.case_no(case), 1, Text(NOTE), town.moment(officer(unit)))


@deed("routing", wide=True)
def finish_instruction(town: "Town", case: Case) -> FinishInstruction:
    return FinishInstruction(town.case_no(case), 1, town.moment(LEADER))


@deed("routing", wide=True)
def escalate(town: "Town", case: Case) -> Commands:
    no, moment = town.case_no(case), _desk(town)
    return lead.Attend(no, moment), Propose(no, "government", Text(NOTE), moment)


@deed("routing", wide=True)
def answer_escalation(town: "Town", case: Case) -> Commands:
    no, moment = town.case_no(case), _desk(town)
    return AnswerEscalation(no, Text(NOTE), moment), lead.Coordinate(no, "escalation", moment)
