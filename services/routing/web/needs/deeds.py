"""The table of deeds about a common need: what each asks for, who may, and the commands it becomes in one unit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.routing.domain.common_need.commands import AnswerNeed, CloseNeed, Gather, Join, Lead, Leave
from services.routing.domain.work_order.pooling_commands import Pool, Unpool
from services.routing.web.filled import Filled, text
from services.routing.web.forms import Nothing
from services.routing.web.needs import forms
from shared.kernel.numbering import read_case_number
from shared.rules.moment import Moment
from shared.web.failures import Failure
from shared.web.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`name` stands in the address; `states` are those of the need in which it is offered."""

    name: str
    label: str
    button: str
    permission: str
    commands: Callable[[str, Filled, Moment], Sequence[Any]]
    form: type[Form]
    states: Sequence[str]
    hint: str = ""


def cases(written: str) -> tuple[str, ...]:
    """The case numbers, one a line; Failure 404 for what is none."""
    try:
        return tuple(dict.fromkeys(read_case_number(one) for one in written.split()))
    except ValueError:
        raise Failure(404, "work_order.unknown") from None


def gather(need: str, filled: Filled, moment: Moment) -> Sequence[Any]:
    """Each case says that it belongs to the need: one that may not, refuses for all."""
    members = cases(filled["cases"])
    gathered = Gather(need, text(filled, "title"), filled["catalogue"], members, moment)
    return gathered, *(Pool(one, need, moment) for one in members)


def join(need: str, filled: Filled, moment: Moment) -> Sequence[Any]:
    members = cases(filled["cases"])
    return Join(need, members, moment), *(Pool(one, need, moment) for one in members)


def leave(need: str, filled: Filled, moment: Moment) -> Sequence[Any]:
    (member,) = cases(filled["case_no"])[:1] or ("",)
    return Leave(need, member, text(filled, "reason"), moment), Unpool(member, need, moment)


OPEN = ("gathered", "led", "answered")
GATHER = Deed(
    name="gather",
    label="归集共性问题",
    button="归集",
    permission="common_needs.gather",
    form=forms.Gather,
    commands=gather,
    states=(),
    hint="同一类诉求归集后统一办理：由牵头领导和单位给出一份答复，每位诉求人都会收到，也都会回访。",
)
DEEDS = (
    Deed(
        name="lead",
        label="明确牵头领导和单位",
        button="保存",
        permission="common_needs.lead",
        form=forms.Lead,
        commands=lambda need, filled, moment: (Lead(need, filled["leader"], filled["unit"], moment),),
        states=("gathered", "led"),
    ),
    Deed(
        name="answer",
        label="答复",
        button="提交答复",
        permission="common_needs.answer",
        form=forms.NeedAnswer,
        commands=lambda need, filled, moment: (AnswerNeed(need, text(filled, "public"), filled["resolved"], moment),),
        states=("led", "answered"),
    ),
    Deed(
        name="close",
        label="办结",
        button="办结并告知每位诉求人",
        permission="common_needs.close",
        form=Nothing,
        commands=lambda need, _, moment: (CloseNeed(need, moment),),
        states=("answered",),
        hint="每件诉求随同办结，答复发给每位诉求人，并分别回访。",
    ),
    Deed(
        name="join",
        label="归入诉求",
        button="归入",
        permission="common_needs.gather",
        form=forms.Join,
        commands=join,
        states=OPEN,
    ),
    Deed(
        name="leave",
        label="移出诉求",
        button="移出",
        permission="common_needs.gather",
        form=forms.Leave,
        commands=leave,
        states=OPEN,
        hint="移出的诉求回到分办台，另行派单。",
    ),
)
