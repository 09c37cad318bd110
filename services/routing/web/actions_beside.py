"""The table of actions, continued: time, urgency, supporting parts."""

from services.routing.domain.part import commands as part
from services.routing.domain.work_order import time_commands as timing
from services.routing.web import deeds, forms
from services.routing.web.action import Action
from services.routing.web.filled import text

BESIDE = (
    Action(
        name="save-draft",
        label="存草稿",
        button="存草稿",
        permission="work_orders.answer",
        form=forms.SaveDraft,
        command=deeds.save_draft,
        aside=True,
    ),
    Action(
        name="request-extension",
        label="申请延期",
        button="提交申请",
        permission="work_orders.request_extension",
        form=forms.RequestExtension,
        deed=deeds.request_extension,
        hint="须在时限届满前提出，由分办岗审定；审定之前原定时限不变。",
        aside=True,
    ),
    Action(
        name="settle-extension",
        label="审定延期",
        button="提交审定",
        permission="work_orders.settle_extension",
        form=forms.SettleExtension,
        deed=deeds.settle_extension,
        hint="同意的，新时限从原定时限起算。",
        desk=True,
    ),
    Action(
        name="suspend",
        label="挂账",
        button="挂账",
        permission="work_orders.suspend",
        form=forms.Suspend,
        command=deeds.suspend,
        hint="挂账期间单位的各项时限停止计算，恢复办理后接着算。已挂账的，在此改定下次复核日期。",
        desk=True,
        danger=True,
        aside=True,
    ),
    Action(
        name="resume",
        label="恢复办理",
        button="恢复办理",
        permission="work_orders.suspend",
        command=lambda no, _, moment: timing.Resume(no, moment),
        hint="单位从现在起接着办理，余下的时限不变。",
        desk=True,
        aside=True,
    ),
    Action(
        name="mark-urgent",
        label="标记紧急",
        button="保存",
        permission="work_orders.mark_urgent",
        form=forms.MarkUrgent,
        command=lambda no, filled, moment: timing.MarkUrgent(
            no, filled["urgent"], text(filled, "reason"), bool(filled.get("move")), moment
        ),
        desk=True,
        aside=True,
    ),
    Action(
        name="recompute",
        label="重算时限",
        button="重算",
        permission="work_orders.recompute",
        form=forms.Recompute,
        deed=deeds.recompute,
        hint="规则改变不移动已定的时限；需要改按现行规则的，在此重算：从各项原来的起点算起。已延期、已挂账的各项不变，"
        "重算后已经过去的也不变。",
        desk=True,
        aside=True,
        looks_back=True,
    ),
    Action(
        name="support",
        label="增加协办",
        button="安排协办",
        permission="work_orders.support",
        form=forms.Support,
        deed=deeds.support,
        hint="协办单位会收到通知，有自己的签收和提交时限；主办单位仍对答复负责。",
        aside=True,
    ),
    Action(
        name="sign-part",
        label="签收协办事项",
        button="签收",
        permission="work_orders.sign",
        deed=lambda order, _, moment: deeds.own_part(part.SignPart, order, moment),
        hint="签收表示本单位配合办理，请在期限内提交协办意见。",
    ),
    Action(
        name="deliver-part",
        label="提交协办意见",
        button="提交",
        permission="work_orders.deliver_part",
        form=forms.DeliverPart,
        deed=lambda order, filled, moment: deeds.own_part(
            part.DeliverPart, order, moment, answer=text(filled, "answer")
        ),
        hint="主办单位据此答复诉求人。提交后不能再改。",
    ),
    Action(
        name="excuse-part",
        label="不再等待协办",
        button="确定",
        permission="work_orders.support",
        form=forms.ExcusePart,
        deed=lambda order, filled, moment: deeds.own_part(
            part.ExcusePart, order, moment, filled["unit"], reason=text(filled, "reason")
        ),
        hint="只在协办意见确已不需要、或催办后仍未提交时使用，理由会留档。",
        danger=True,
        aside=True,
    ),
)
