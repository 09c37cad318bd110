"""Supporting units."""

from services.cli.demo.cast import Cast, Part
from services.routing.domain.part.commands import AssignPart, DeliverPart, ExcusePart, SignPart
from services.routing.domain.work_order.help_commands import Support
from shared.kernel.text import Text

TASK = Text("请就本单位职责范围内的情况核实，提出处理意见")


def support(cast: Cast, part: Part) -> None:
    """The lead asks two units to help."""
    moment, units = cast.officer(part), tuple(cast.helpers(part))
    lead, round_ = cast.unit_of(part), cast.order(part).round
    assigned = [
        AssignPart(case_no=part.case_no, unit=unit, round=round_, moment=moment, lead=lead, task=TASK) for unit in units
    ]
    cast.routing.execute(Support(part.case_no, units, moment), *assigned)


def sign_part(cast: Cast, part: Part) -> None:
    unit, round_ = cast.helpers(part)[0], cast.order(part).round
    cast.routing.execute(SignPart(case_no=part.case_no, unit=unit, round=round_, moment=cast.of_unit(unit)))


def deliver_part(cast: Cast, part: Part) -> None:
    unit, round_ = cast.helpers(part)[0], cast.order(part).round
    said = Text("已核实，证照齐全，本单位没有其他意见。")
    moment = cast.of_unit(unit)
    cast.routing.execute(DeliverPart(case_no=part.case_no, unit=unit, round=round_, moment=moment, answer=said))


def excuse_part(cast: Cast, part: Part) -> None:
    """The lead goes on without the second one."""
    unit, round_ = cast.helpers(part)[1], cast.order(part).round
    reason = Text("经核实不涉及该单位职责，不再等待")
    moment = cast.officer(part)
    cast.routing.execute(ExcusePart(case_no=part.case_no, unit=unit, round=round_, moment=moment, reason=reason))


STEPS = {"support": support, "sign_part": sign_part, "deliver_part": deliver_part, "excuse_part": excuse_part}
