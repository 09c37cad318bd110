"""What a unit has promised, and what supervision keeps an eye on."""

from datetime import timedelta

from services.cli.demo.cast import Cast, Part
from services.cli.demo.steps.step import Step
from services.supervision.domain.commitment.commands import ConfirmKept, Register, ShowEvidence
from services.supervision.domain.exclusion.commands import ApproveExclusion, ProposeExclusion
from services.supervision.domain.watch import Criteria, PlaceWatch
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text


def name_of(part: Part) -> str:
    return stream_id("commitment", "demo", part.case_no)


def promise(kind: str, days: int, matter: str) -> Step:
    """Due in so many days."""

    def promised(cast: Cast, part: Part) -> None:
        moment, unit = cast.supervisor(), cast.unit_of(part)
        due_at = moment.at + timedelta(days=days)
        registered = Register(name_of(part), moment, unit, kind, Text(matter), due_at, part.case_no)
        cast.supervision.execute(registered)

    return promised


def show(cast: Cast, part: Part) -> None:
    unit = cast.unit_of(part)
    moment = cast.supervision.moment(Actor(f"{unit}.officer", unit, "经办人"))
    cast.supervision.execute(ShowEvidence(name_of(part), moment, Text("款项已经拨付，附拨付凭证编号")))


def confirm(cast: Cast, part: Part) -> None:
    cast.supervision.execute(ConfirmKept(name_of(part), cast.supervisor(), Text("已电话向企业核实")))


def propose_exclusion(cast: Cast, part: Part) -> None:
    reason = Text("来人不配合提供材料，两次约见均未到场，有记录")
    cast.supervision.execute(ProposeExclusion(part.case_no, cast.supervisor(), "satisfaction", reason))


def approve_exclusion(cast: Cast, part: Part) -> None:
    cast.supervision.execute(ApproveExclusion(part.case_no, cast.leader(cast.supervision), "satisfaction"))


def watch(cast: Cast, part: Part) -> None:
    cast.supervision.execute(PlaceWatch(Criteria(case_no=part.case_no), cast.supervisor()))


STEPS = {
    "promise_payment": promise("promise", 12, "年底前分两次付清拖欠工程款"),
    "promise_land": promise("land", 4, "五日内办结用地预审"),
    "promise_training": promise("innovation", 60, "安排专人辅导申报材料，直至提交"),
    "show_kept": show,
    "confirm_kept": confirm,
    "propose_exclusion": propose_exclusion,
    "approve_exclusion": approve_exclusion,
    "watch": watch,
}
