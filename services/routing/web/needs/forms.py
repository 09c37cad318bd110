"""What each deed about a common need asks for; the API's JSON and the pages' forms are the same."""

from marshmallow import fields

from shared.web.forms import Form, length

CASES = {"label": "诉求编号", "help": "每行一个编号", "input": "textarea", "rows": 4}


class Gather(Form):
    title = fields.String(required=True, validate=length(100), metadata={"label": "名称", "help": "例如：园区供热不足"})
    catalogue = fields.String(required=True, metadata={"label": "分类", "input": "select"})
    cases = fields.String(required=True, validate=length(4000), metadata={**CASES, "help": "每行一个编号，至少两件"})


class Join(Form):
    cases = fields.String(required=True, validate=length(4000), metadata=CASES)


class Leave(Form):
    case_no = fields.String(required=True, metadata={"label": "移出哪一件", "input": "select"})
    reason = fields.String(required=True, validate=length(2000), metadata={"label": "理由", "rows": 2})


class Lead(Form):
    leader = fields.String(required=True, validate=length(60), metadata={"label": "牵头领导", "input": "select"})
    unit = fields.String(required=True, metadata={"label": "牵头单位", "input": "select"})


class NeedAnswer(Form):
    public = fields.String(
        required=True,
        validate=length(3000),
        metadata={"label": "公开答复", "help": "每一位诉求人都会看到的原文", "rows": 6},
    )
    resolved = fields.Boolean(required=True, metadata={"label": "问题是否解决"})
