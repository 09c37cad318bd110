"""What each action asks for; the API's JSON and the pages' forms are the same."""

from marshmallow import fields

from services.routing.domain.work_order.traits import AXES as AXIS_CODES
from services.routing.domain.work_order.traits import DIFFICULTIES
from services.routing.web.words import BASES, BEYOND, TRUTHS, WAITS_FOR, WAYS
from shared.rules.catalogue import LEVELS
from shared.web.forms import Form, Time, length, one_of, within
from shared.web.paging import MOST
from shared.web.words import AXES, FORMS
from shared.web.words import DIFFICULTIES as DIFFICULTY_WORDS
from shared.web.words import LEVELS as LEVEL_WORDS

AXIS = {axis: {code: AXES[code] for code in codes} for axis, codes in AXIS_CODES.items()}
DIFFICULTY = {code: DIFFICULTY_WORDS[code] for code in DIFFICULTIES}
LEVEL = {code: LEVEL_WORDS[code] for code in LEVELS}
HANDLING = {code: FORMS[code] for code in ("immediate", "assigned", "convened")}
STATES = {code: code for code in ("dispatching", "handling", "answered", "closed", "archived", "merged")}


class Nothing(Form):
    """An action that needs no more than being asked for."""


class Traits(Form):
    """The four axes, difficulty, frequency, urgency; what is left open stays as it was."""

    scope = fields.String(validate=one_of(AXIS["scope"]), metadata={"label": "范围"})
    breadth = fields.String(validate=one_of(AXIS["breadth"]), metadata={"label": "共性或个性"})
    matter = fields.String(validate=one_of(AXIS["matter"]), metadata={"label": "事项性质"})
    time = fields.String(validate=one_of(AXIS["time"]), metadata={"label": "存量或新增"})
    difficulty = fields.String(validate=one_of(DIFFICULTY), metadata={"label": "难易程度"})
    frequent = fields.Boolean(metadata={"label": "是否多发"})
    urgent = fields.Boolean(metadata={"label": "是否紧急", "help": "紧急事项按紧急时限派单"})


class Classify(Traits):
    catalogue = fields.String(required=True, metadata={"label": "分类"})
    level = fields.String(validate=one_of(LEVEL), metadata={"label": "级别", "help": "不选则按分类目录的级别"})


class Dispatch(Traits):
    unit = fields.String(required=True, metadata={"label": "主办单位", "help": "首接负责：由它牵头到底，其他单位配合"})
    catalogue = fields.String(metadata={"label": "分类"})
    level = fields.String(validate=one_of(LEVEL), metadata={"label": "级别", "help": "不选则按分类目录的级别"})
    form = fields.String(
        validate=one_of(HANDLING),
        metadata={"label": "办理方式", "help": "不选则一般事项由部门即办，重大事项专题会办，其他分发交办"},
    )
    supporting = fields.List(
        fields.String(), metadata={"label": "协办单位", "help": "需要其他单位配合的才选；每个协办单位有自己的时限"}
    )
    task = fields.String(validate=length(2000), metadata={"label": "请协办单位做什么", "rows": 3})
    reason = fields.String(
        validate=length(2000), metadata={"label": "派单说明", "help": "派给退过此件的单位时必须填写理由", "rows": 2}
    )


class Return(Form):
    basis = fields.String(required=True, validate=one_of(BASES), metadata={"label": "退单依据", "input": "radio"})
    reason = fields.String(
        required=True,
        validate=length(2000),
        metadata={"label": "理由", "help": "写明依据的文件或职责条款，以及您认为应由哪个单位主办"},
    )


class SettleReturn(Form):
    accepted = fields.Boolean(
        required=True, metadata={"label": "是否认可退单", "help": "不认可的，工单仍由原单位办理，时限不顺延"}
    )
    reason = fields.String(validate=length(2000), metadata={"label": "裁定理由", "rows": 3})
    how = fields.String(
        validate=one_of(WAYS), metadata={"label": "裁定方式", "help": "第二次退单须经会商或领导批示；第一次不用选"}
    )


class FirstContact(Form):
    reached = fields.Boolean(required=True, metadata={"label": "是否联系上诉求人"})
    contacted_at = Time(required=True, metadata={"label": "联系时间"})
    number = fields.String(
        validate=length(40),
        metadata={"label": "拨打的号码", "help": "与诉求人留的号码不同的请写明", "input": "tel", "autocomplete": "off"},
    )
    note = fields.String(
        validate=length(2000), metadata={"label": "联系情况", "help": "说了什么、对方补充了什么", "rows": 4}
    )


class Progress(Form):
    note = fields.String(
        required=True, validate=length(3000), metadata={"label": "阶段反馈", "help": "办到哪一步、下一步做什么"}
    )


class Answer(Form):
    internal = fields.String(
        required=True,
        validate=length(4000),
        metadata={"label": "办理情况", "help": "内部留存：调查经过、依据、措施。不对外公开", "rows": 6},
    )
    public = fields.String(
        required=True,
        validate=length(3000),
        metadata={"label": "公开答复", "help": "诉求人会看到的原文，请用对方看得懂的话", "rows": 6},
    )
    resolved = fields.Boolean(required=True, metadata={"label": "诉求是否解决", "help": "据实填写；未解决的请写明原因"})
    unresolved = fields.String(
        validate=length(2000), metadata={"label": "未解决原因", "help": "已解决的不用填", "rows": 3}
    )
    truth = fields.String(validate=one_of(TRUTHS), metadata={"label": "诉求是否属实"})
    beyond = fields.String(
        validate=one_of(BEYOND), metadata={"label": "超职责诉求", "help": "超出本单位职责的选一类，否则不选"}
    )


class SaveDraft(Form):
    """The same fields as the answer, none of them needed: only the two texts are kept."""

    internal = fields.String(validate=length(4000))
    public = fields.String(validate=length(3000))
    resolved = fields.Boolean()
    unresolved = fields.String()
    truth = fields.String()
    beyond = fields.String()


class RequestExtension(Form):
    amount = fields.Integer(
        required=True, metadata={"label": "申请延长", "help": "从原定时限起算，按延期时限的计量（一般为工作日）"}
    )
    reason = fields.String(
        required=True,
        validate=length(2000),
        metadata={"label": "理由", "help": "写明为什么到期办不完、还差哪一步", "rows": 3},
    )


class SettleExtension(Form):
    unit = fields.String(metadata={"label": "申请单位", "help": "不选即为主办单位"})
    accepted = fields.Boolean(required=True, metadata={"label": "是否同意延期", "help": "不同意的，原定时限不变"})
    source_agreed = fields.Boolean(
        metadata={"label": "来源平台是否同意", "help": "来源平台另有时限的，未经其同意不能超过"}
    )
    reason = fields.String(validate=length(2000), metadata={"label": "审定意见", "help": "不同意的必填", "rows": 3})


class Suspend(Form):
    reason = fields.String(
        required=True,
        validate=length(2000),
        metadata={"label": "挂账理由", "help": "写明暂时办不了的客观原因和恢复办理的条件", "rows": 3},
    )
    review_at = fields.Date(
        required=True, metadata={"label": "下次复核日期", "help": "到期由分办岗复核；累计不超过上限"}
    )


class MarkUrgent(Form):
    urgent = fields.Boolean(required=True, metadata={"label": "是否紧急"})
    reason = fields.String(required=True, validate=length(2000), metadata={"label": "理由", "rows": 2})
    move = fields.Boolean(
        metadata={
            "label": "时限是否随之提前",
            "help": "选“是”，在办各项时限从现在起按紧急时限重算（只提前，不推后）；不选则时限不变",
        }
    )


class Support(Form):
    unit = fields.String(required=True, metadata={"label": "协办单位"})
    task = fields.String(required=True, validate=length(2000), metadata={"label": "请它做什么", "rows": 3})


class DeliverPart(Form):
    answer = fields.String(
        required=True,
        validate=length(4000),
        metadata={"label": "协办意见", "help": "写给主办单位：办了什么、依据是什么"},
    )


class ExcusePart(Form):
    unit = fields.String(required=True, metadata={"label": "协办单位"})
    reason = fields.String(required=True, validate=length(2000), metadata={"label": "不再等待的理由", "rows": 3})


class Recompute(Form):
    reason = fields.String(
        required=True,
        validate=length(2000),
        metadata={"label": "理由", "help": "写明哪条规则变了、为什么用在这件上", "rows": 3},
    )


class Reason(Form):
    reason = fields.String(required=True, validate=length(2000), metadata={"label": "理由", "rows": 3})


class ListFilter(Form):
    """The list of the API. `limit` 1 to 200."""

    state = fields.String(validate=one_of(STATES))
    waits_for = fields.String(validate=one_of(WAITS_FOR))
    unit = fields.String()
    due_before = Time()
    urgent = fields.Boolean()
    scope = fields.String(validate=one_of(AXIS["scope"]))
    breadth = fields.String(validate=one_of(AXIS["breadth"]))
    matter = fields.String(validate=one_of(AXIS["matter"]))
    time = fields.String(validate=one_of(AXIS["time"]))
    difficulty = fields.String(validate=one_of(DIFFICULTY))
    frequent = fields.Boolean()
    cursor = fields.String()
    limit = fields.Integer(validate=within(1, MOST))


class TabFilter(Form):
    """The list's page."""

    tab = fields.String()
    unit = fields.String(metadata={"label": "主办单位"})
    due_before = fields.Date(metadata={"label": "到期早于"})
    urgent = fields.Boolean(metadata={"label": "紧急程度", "input": "select"})
    scope = fields.String(validate=one_of(AXIS["scope"]), metadata={"label": "范围"})
    breadth = fields.String(validate=one_of(AXIS["breadth"]), metadata={"label": "共性或个性"})
    matter = fields.String(validate=one_of(AXIS["matter"]), metadata={"label": "事项性质"})
    time = fields.String(validate=one_of(AXIS["time"]), metadata={"label": "存量或新增"})
    difficulty = fields.String(validate=one_of(DIFFICULTY), metadata={"label": "难易程度"})
    frequent = fields.Boolean(metadata={"label": "是否多发", "input": "select"})
    cursor = fields.String(metadata={"input": "hidden"})
