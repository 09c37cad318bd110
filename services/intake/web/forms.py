"""What intake reads: feed messages, appeals, complaints, the desk's decisions."""

from marshmallow import fields, pre_load, validate

from shared.kernel.misconduct import MISCONDUCT
from shared.rules.catalogue import KINDS
from shared.web.forms import Form, Time, length, one_of

MESSAGES = ("new", "urge", "supplement", "callback-result", "redo", "cancel")
LONGEST = 60_000


def words(longest: int = LONGEST, **options: object) -> fields.String:
    """Free text."""
    return fields.String(validate=length(longest), **options)  # type: ignore[arg-type]


class OrderForm(Form):
    """One message of a feed. Text is required for `new` and `supplement`; times without a zone are Asia/Shanghai."""

    message = fields.String(load_default="new", validate=validate.OneOf(MESSAGES, error="不认识的消息类型"))
    source_no = fields.String(required=True, validate=length(200))
    source_ref = fields.String(validate=length(200))
    kind = fields.String(load_default="", validate=validate.Length(max=100))
    title = words(500)
    text = words()
    asked_at = Time()
    user = words(200)
    name = words(200)
    phone = words(50)
    enterprise = words(300)
    credit_code = words(50)
    place = fields.String(load_default="", validate=validate.Regexp(r"^(\d{6,12})?$", error="应为 6 至 12 位区划代码"))
    urgent = fields.Boolean(load_default=False)
    confidential = fields.Boolean(load_default=False)
    source_due_at = Time()
    answer = words()
    answered_at = Time()
    contacted = fields.Boolean(allow_none=True)
    resolved = fields.Boolean(allow_none=True)
    satisfied = fields.Boolean(allow_none=True)
    remark = words(5000)


class AppealForm(Form):
    """An appeal by a person, through the portal or another channel of ours."""

    title = words(
        60, required=True, metadata={"label": "一句话说清诉求", "help": "例如：厂区门口道路破损，货车无法进出"}
    )
    text = words(
        required=True,
        metadata={"label": "具体情况", "input": "textarea", "rows": 8, "help": "时间、地点、经过，希望怎样解决"},
    )
    kind = fields.String(
        load_default="求助", validate=one_of({kind: kind for kind in KINDS}), metadata={"label": "诉求类别"}
    )
    enterprise = words(300, metadata={"label": "企业名称", "input": "text", "autocomplete": "organization"})
    credit_code = words(50, metadata={"label": "统一社会信用代码", "help": "营业执照上的 18 位代码"})
    name = words(200, metadata={"label": "联系人", "autocomplete": "name"})
    phone = words(
        50,
        metadata={"label": "联系电话", "input": "tel", "autocomplete": "tel", "help": "便于联系和回访；不填就无法回访"},
    )
    confidential = fields.Boolean(
        load_default=False,
        metadata={"label": "为我保密", "help": "选“是”，承办单位看不到您的姓名、电话和企业，由受理台转达"},
    )

    @pre_load
    def trimmed(self, data: dict[str, object], **_: object) -> dict[str, object]:
        """Outer white space says nothing."""
        return {name: value.strip() if isinstance(value, str) else value for name, value in data.items()}


class SupplementForm(Form):
    """More words to an appeal."""

    text = words(required=True, metadata={"label": "补充内容", "input": "textarea"})


class WithdrawalForm(Form):
    """The asker takes the appeal back."""

    reason = words(2000, metadata={"label": "撤回原因", "input": "textarea", "rows": 3})


class FollowForm(Form):
    """Number and receipt, as handed out."""

    no = fields.String(required=True, metadata={"label": "事项编号", "help": "例如 20261124-7K3QX0M2VBP"})
    receipt = fields.String(
        required=True, metadata={"label": "查询码", "help": "提交时给出的 12 位查询码，大小写都可以"}
    )


class RatingForm(Form):
    """The asker's own word on a closed round."""

    satisfied = fields.Boolean(required=True, metadata={"label": "您满意吗"})
    remark = words(2000, metadata={"label": "想说的话", "input": "textarea", "rows": 3})


class ComplaintForm(Form):
    """A complaint about officials. `kind` is one of those that are accepted; who is unsure leaves it."""

    kind = fields.String(
        validate=one_of(MISCONDUCT), metadata={"label": "反映的问题属于哪一类", "help": "拿不准的可以不选"}
    )
    about = words(300, required=True, metadata={"label": "反映的单位或人员", "input": "text"})
    act = words(
        required=True,
        metadata={"label": "具体情况", "input": "textarea", "rows": 8, "help": "时间、地点、经过、有无证据"},
    )
    name = words(200, metadata={"label": "您的姓名"})
    phone = words(50, metadata={"label": "联系电话", "input": "tel", "help": "填写后只有纪检监察人员能看到"})
