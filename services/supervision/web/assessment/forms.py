"""What may be asked of the assessment, and what exclusions and watches are made of."""

from marshmallow import fields

from services.supervision.domain.assessment.period import NAMES
from services.supervision.readmodels.exclusions import STATES
from services.supervision.web.assessment.words import GROUPS
from services.supervision.web.assessment.words import STATES as STATE_WORDS
from shared.web.forms import Form, Time, length, one_of, within
from shared.web.paging import LIMIT, MOST
from shared.web.words import RATES

FIGURES = {code: name for code, name in RATES.items() if code != "all"}
LEAST = 5


class AssessmentQuery(Form):
    """`by` groups; unit, channel, theme, kind, level, place narrow (`none`: without one). `as_of`: as known then."""

    period = fields.String(validate=one_of(NAMES), metadata={"label": "期间"})
    since = fields.Date(metadata={"label": "从（填了按日期算）"})
    until = fields.Date(metadata={"label": "到（含当天）"})
    by = fields.String(validate=one_of(GROUPS), metadata={"label": "按什么分组"})
    unit = fields.String(validate=length(80), metadata={"label": "单位", "input": "select"})
    channel = fields.String(validate=length(80), metadata={"label": "渠道", "input": "select"})
    theme = fields.String(validate=length(80), metadata={"label": "主题", "input": "select"})
    kind = fields.String(validate=length(80), metadata={"label": "诉求类型", "input": "hidden"})
    level = fields.String(validate=length(80), metadata={"label": "级别", "input": "hidden"})
    place = fields.String(validate=length(80), metadata={"label": "地区", "input": "hidden"})
    rate = fields.String(validate=one_of(FIGURES), metadata={"label": "排名的指标"})
    least = fields.Integer(validate=within(1, 10_000), metadata={"label": "至少多少件才排名"})
    as_of = Time(metadata={"label": "数据截至", "input": "hidden"})


class CasesQuery(AssessmentQuery):
    """The cases behind one figure: `rate` is required."""

    rate = fields.String(required=True, validate=one_of(FIGURES), metadata={"label": "指标"})
    cursor = fields.String(metadata={"label": "翻页标记"})
    limit = fields.Integer(load_default=LIMIT, validate=within(1, MOST), metadata={"label": "每页行数"})


class ExclusionQuery(Form):
    state = fields.String(validate=one_of({code: STATE_WORDS[code] for code in STATES}), metadata={"label": "状态"})
    cursor = fields.String(metadata={"label": "翻页标记"})
    limit = fields.Integer(load_default=LIMIT, validate=within(1, MOST), metadata={"label": "每页行数"})


class Propose(Form):
    case_no = fields.String(required=True, validate=length(40), metadata={"label": "事项编号"})
    rate = fields.String(
        required=True,
        validate=one_of(RATES),
        metadata={"label": "从哪个指标剔除", "help": "剔除前后的数字都会显示", "input": "select"},
    )
    reason = fields.String(
        required=True,
        validate=length(2000),
        metadata={"label": "理由", "help": "写明依据，例如：上级系统停机，有通知为证", "input": "textarea", "rows": 3},
    )


class Decide(Form):
    """Approving asks for nothing more; refusing and revoking for a reason."""

    reason = fields.String(validate=length(2000), metadata={"label": "理由", "input": "textarea", "rows": 2})


class Watch(Form):
    """Either a case, or one or more of the others."""

    case_no = fields.String(
        validate=length(40), metadata={"label": "一件事项的编号", "help": "填了编号，下面的条件就不用选"}
    )
    unit = fields.String(validate=length(80), metadata={"label": "单位", "input": "select"})
    theme = fields.String(validate=length(80), metadata={"label": "主题", "input": "select"})
    place = fields.String(validate=length(80), metadata={"label": "地区", "help": "与登记时写的地区一致"})
    channel = fields.String(validate=length(80), metadata={"label": "渠道", "input": "select"})
