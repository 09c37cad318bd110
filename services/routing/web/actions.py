"""The table of actions: what each asks for, who may, and the command it becomes."""

from services.routing.domain.work_order import commands as told
from services.routing.domain.work_order.asking_commands import Reopen
from services.routing.web import deeds, forms
from services.routing.web.action import Action
from services.routing.web.actions_beside import BESIDE
from services.routing.web.filled import text, traits

ACTIONS: tuple[Action, ...] = (
    Action(
        name="classify",
        label="改分类",
        button="保存分类",
        permission="work_orders.classify",
        form=forms.Classify,
        command=lambda no, filled, moment: told.Classify(
            no, filled["catalogue"], filled.get("level", ""), moment, traits(filled)
        ),
        desk=True,
    ),
    Action(
        name="dispatch",
        label="派单",
        button="派单",
        permission="work_orders.dispatch",
        form=forms.Dispatch,
        deed=deeds.dispatch,
        desk=True,
    ),
    Action(
        name="settle-return",
        label="裁定退单",
        button="提交裁定",
        permission="work_orders.settle_return",
        form=forms.SettleReturn,
        deed=deeds.settle_return,
        desk=True,
    ),
    Action(
        name="sign",
        label="签收",
        button="签收",
        permission="work_orders.sign",
        command=lambda no, _, moment: told.Sign(no, moment),
        hint="签收表示本单位接办此件，先行联系和答复的时限照常计算。",
    ),
    Action(
        name="first-contact",
        label="先行联系",
        button="登记联系",
        permission="work_orders.first_contact",
        form=forms.FirstContact,
        command=deeds.first_contact,
        hint="先给诉求人打电话，问清情况、告知经办人和时限。没接通的也请登记，每次一条。",
    ),
    Action(
        name="answer",
        label="拟定答复",
        button="提交签发",
        permission="work_orders.answer",
        form=forms.Answer,
        deed=deeds.answer,
        hint="写两份：办理情况留内部，公开答复给诉求人看。提交后由单位负责人签发。",
    ),
    Action(
        name="progress",
        label="阶段反馈",
        button="登记反馈",
        permission="work_orders.progress",
        form=forms.Progress,
        command=lambda no, filled, moment: told.Progress(no, text(filled, "note"), moment),
    ),
    Action(
        name="return",
        label="退单",
        button="申请退单",
        permission="work_orders.return",
        form=forms.Return,
        command=lambda no, filled, moment: told.Return(no, filled["basis"], text(filled, "reason"), moment),
        hint="分办岗不认可的，仍由本单位办理，时限不顺延。",
        danger=True,
    ),
    Action(
        name="approve",
        label="签发",
        button="签发答复",
        permission="work_orders.approve",
        command=lambda no, _, moment: told.Approve(no, moment),
        hint="签发后公开答复不能再改，办结时发给诉求人。请先看完上面的公开答复和办理情况。",
    ),
    Action(
        name="send-back",
        label="退回修改",
        button="退回修改",
        permission="work_orders.approve",
        form=forms.Reason,
        command=lambda no, filled, moment: told.SendBack(no, text(filled, "reason"), moment),
        danger=True,
    ),
    Action(
        name="close",
        label="办结",
        button="办结",
        permission="work_orders.close",
        command=lambda no, _, moment: told.Close(no, moment),
        hint="办结后答复发给诉求人，并转入回访。",
    ),
    Action(
        name="reopen",
        label="重办",
        button="重办",
        permission="work_orders.reopen",
        form=forms.Reason,
        command=lambda no, filled, moment: Reopen(no, "", "desk", 0, text(filled, "reason"), moment),
        hint="重办的工单提高一级，由原单位重新签收、联系、答复，不能退单。",
        danger=True,
    ),
    *BESIDE,
)
BY_NAME = {action.name: action for action in ACTIONS}
