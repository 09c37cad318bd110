"""What proposing and adopting a part of the rules asks for."""

from marshmallow import fields

from shared.web.forms import Form, length

LONGEST = 100_000


class ProposeForm(Form):
    """On a page a file may be chosen instead."""

    content = fields.String(
        validate=length(LONGEST),
        metadata={
            "label": "内容（YAML）",
            "help": "在现行内容上修改，或上传文件。全部检查通过后，由另一位同事审核启用。",
            "input": "textarea",
            "rows": 18,
        },
    )


class HashForm(Form):
    """Which proposal: what was looked at is what is adopted."""

    hash = fields.String(required=True, validate=length(64, 64), metadata={"label": "版本", "input": "hidden"})
