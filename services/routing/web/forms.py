"""What each action asks for; the API's JSON and the pages' forms are the same."""

from marshmallow import fields

from services.routing.web.words import BASES, WAITS_FOR
from shared.rules.catalogue import LEVELS
from shared.web.forms import Form, Time, length, one_of, within
from shared.web.paging import MOST
from shared.web.words import FORMS
from shared.web.words import LEVELS as LEVEL_WORDS

LEVEL = {code: LEVEL_WORDS[code] for code in LEVELS}
WAYS = {code: FORMS[code] for code in ("immediate", "assigned")}
STATES = {code: code for code in ("dispatching", "handling", "answered", "closed", "archived", "merged")}


class Nothing(Form):
    """An action that needs no more than being asked for."""


class Classify(Form):
    catalogue = fields.String(required=True, metadata={"label": "分类"})
    level = fields.String(validate=one_of(LEVEL), metadata={"label": "级别", "help": "不选则按分类目录的级别"})


class Dispatch(Form):
    unit = fields.String(required=True, metadata={"label": "主办单位", "help": "首接负责：由它牵头到底，其他单位配合"})
    catalogue = fields.String(metadata={"label": "分类"})
    level = fields.String(validate=one_of(LEVEL), metadata={"label": "级别", "help": "不选则按分类目录的级别"})
    form = fields.String(
        validate=one_of(WAYS), metadata={"label": "办理方式", "help": "不选则一般事项由部门即办，其他分发交办"}
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


class FirstContact(Form):
    reached = fields.Boolean(required=True, metadata={"label": "是否联系上诉求人"})
    contacted_at = Time(required=True, metadata={"label": "联系时间"})
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
    resolved = fields.Boolean(
        required=True, metadata={"label": "诉求是否解决", "help": "据实填写；未解决的请在答复中说明原因和打算"}
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
    cursor = fields.String()
    limit = fields.Integer(validate=within(1, MOST))


class TabFilter(Form):
    """The list's page."""

    tab = fields.String()
    unit = fields.String(metadata={"label": "主办单位"})
    due_before = fields.Date(metadata={"label": "到期早于"})
    urgent = fields.Boolean(metadata={"label": "紧急程度", "input": "select"})
    cursor = fields.String(metadata={"input": "hidden"})
