"""What the desk's actions ask for; the API's JSON and the pages' forms are the same."""

from marshmallow import fields, validate

from services.intake.domain.appeal.desk_commands import CLEAR_FIELDS, PRIVATE_FIELDS
from services.intake.domain.enterprise import SCALES
from services.intake.domain.reasons import DECLINE_REASONS
from services.intake.web.forms import AppealForm, words
from shared.rules.catalogue import KINDS
from shared.web.forms import Form, length, one_of

FIELD_WORDS = {
    "name": "联系人",
    "phone": "联系电话",
    "enterprise": "企业名称",
    "credit_code": "统一社会信用代码",
    "kind": "诉求类别",
    "place": "所在地区划代码",
}
FIELDS = {field: FIELD_WORDS[field] for field in (*PRIVATE_FIELDS, *CLEAR_FIELDS)}
SCALE_WORDS = dict(zip(SCALES, ("大型", "中型", "小型", "微型"), strict=True))
CHANNEL = {"label": "来访方式"}


def reason(label: str, help: str = "") -> fields.String:
    """Why: always asked for."""
    return words(2000, required=True, metadata={"label": label, "input": "textarea", "rows": 3, "help": help})


class Accept(Form):
    """The desk accepts."""

    kind = fields.String(load_default="", validate=validate.OneOf(("", *KINDS)), metadata={"label": "诉求类别"})


class Decline(Form):
    """The desk does not accept."""

    reason = fields.String(required=True, validate=one_of(DECLINE_REASONS), metadata={"label": "不予受理的理由"})
    advice = words(
        2000,
        metadata={
            "label": "告知去向",
            "input": "textarea",
            "rows": 3,
            "help": "告诉来人可以找谁、怎么办；不填就按所选理由发出通用的告知",
        },
    )


class AnswerAtOnce(Form):
    """The desk answers itself; `article` and `version` name the knowledge used."""

    public = words(
        required=True, metadata={"label": "答复", "input": "textarea", "rows": 8, "help": "诉求人马上能看到"}
    )
    kind = fields.String(load_default="", validate=validate.OneOf(("", *KINDS)), metadata={"label": "诉求类别"})
    article = fields.String(load_default="", validate=length(100, 0), metadata={"label": "知识", "input": "hidden"})
    version = fields.Integer(load_default=0, metadata={"label": "版本", "input": "hidden"})


class Merge(Form):
    """This appeal is one with another that leads."""

    leading = fields.String(
        required=True,
        validate=length(40),
        metadata={"label": "主件编号", "help": "并入哪一件；右边“可能相关”里可以直接点选"},
    )
    reason = reason("并案理由")


class Separate(Form):
    """The merge was wrong."""

    reason = reason("分开的理由")


class MarkUrgency(Form):
    urgent = fields.Boolean(required=True, metadata={"label": "是否紧急"})
    reason = reason("理由")


class Correct(Form):
    """What was written down wrongly."""

    field = fields.String(required=True, validate=one_of(FIELDS), metadata={"label": "更正哪一项"})
    value = words(300, required=True, metadata={"label": "更正为", "input": "text"})
    reason = reason("更正理由", "原来的内容会保留，与更正后的一并可查")


class Entry(AppealForm):
    """An officer writes down what a caller says."""

    channel = fields.String(required=True, validate=length(40), metadata=CHANNEL)
    urgent = fields.Boolean(load_default=False, metadata={"label": "是否紧急"})


class Article(Form):
    """A knowledge article. Keywords are set apart by blanks or commas."""

    title = words(100, required=True, metadata={"label": "标题", "input": "text", "help": "像群众会问的那样写"})
    text = words(
        8000, required=True, metadata={"label": "正文", "rows": 12, "help": "将原样答复诉求人，请勿写个人信息"}
    )
    keywords = fields.String(
        load_default="", validate=length(500, 0), metadata={"label": "关键词", "input": "text", "help": "用空格分开"}
    )
    source_name = fields.String(
        load_default="", validate=length(200, 0), metadata={"label": "政策名称", "input": "text"}
    )
    source_number = fields.String(load_default="", validate=length(100, 0), metadata={"label": "文号"})
    source_url = fields.String(
        load_default="",
        validate=[length(500, 0), validate.Regexp(r"^(https?://\S+)?$", error="应为 http 或 https 网址")],
        metadata={"label": "网址", "input": "url"},
    )


class Retire(Form):
    reason = words(500, required=True, metadata={"label": "停用理由", "input": "text"})


class Nothing(Form):
    """An action that needs no more than being asked for."""


class Waiting(Form):
    """A page of the desk's list."""

    cursor = fields.String(validate=length(400))


class Search(Form):
    q = fields.String(load_default="", validate=length(100, 0), metadata={"label": "搜索", "help": ""})


class Facts(Form):
    """What the desk knows of an enterprise."""

    name = words(300, required=True, metadata={"label": "企业名称", "input": "text"})
    industry = fields.String(load_default="", validate=length(100, 0), metadata={"label": "行业"})
    scale = fields.String(
        load_default="", validate=validate.OneOf(("", *SCALES), labels=("", *SCALE_WORDS.values())),
        metadata={"label": "规模"},
    )  # fmt: skip
    contact = words(300, metadata={"label": "联系人和电话", "input": "text"})
