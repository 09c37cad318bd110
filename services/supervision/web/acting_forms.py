"""What is asked for about cards, letters and commitments."""

from typing import Any

from marshmallow import fields

from services.supervision.domain.commitment.commands import KINDS
from services.supervision.readmodels.cards import STATES as CARD_STATES
from services.supervision.readmodels.commitments import STATES as COMMITMENT_STATES
from services.supervision.readmodels.letters import STATES as LETTER_STATES
from services.supervision.web.words import KIND
from shared.rules.cards import COLOURS
from shared.web.forms import Form, length, one_of, within
from shared.web.paging import MOST


def written(label: str, help: str, *, required: bool = True, rows: int = 5) -> fields.String:
    """A person's words."""
    notes: dict[str, Any] = {"label": label, "help": help, "input": "textarea", "rows": rows}
    return fields.String(required=required, validate=length(2000), metadata=notes)


class Explain(Form):
    explanation = written("书面说明", "写明怎么逾期的、现在办到哪一步、什么时候办结、今后怎么改")


class Accept(Form):
    remark = written("意见", "", required=False, rows=3)


class Withdraw(Form):
    reason = written("撤销的理由", "写明依据，会与这张牌一并留存")


class WithdrawLetter(Form):
    reason = written("撤回的理由", "写明为什么，会与这份督办函一并留存")


class CardFilter(Form):
    """`case_no`: of one case."""

    state = fields.String(validate=one_of({state: state for state in CARD_STATES}))
    colour = fields.String(validate=one_of({colour: colour for colour in COLOURS[1:]}))
    unit = fields.String(validate=length(100))
    case_no = fields.String(validate=length(100))
    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))


class WriteLetter(Form):
    """`reply_on` is the last day; the reply is due at its end."""

    case_no = fields.String(
        required=True, validate=length(40), metadata={"label": "事项编号", "help": "就哪件事项发函"}
    )
    unit = fields.String(required=True, validate=length(100), metadata={"label": "收函单位"})
    title = fields.String(
        required=True,
        validate=length(60),
        metadata={"label": "事由", "help": "写进标题“关于……的督办函”，如：园区供热问题"},
    )
    text = written("正文", "写明事实、要求和依据；每段另起一行。不写企业人员姓名和电话", rows=8)
    reply_on = fields.Date(required=True, metadata={"label": "回复期限", "help": "到这一天的24时为止"})


class Reply(Form):
    reply = written("办理情况", "写明办到哪一步、有关原因和整改措施")


class LetterFilter(Form):
    state = fields.String(validate=one_of({state: state for state in LETTER_STATES}))
    unit = fields.String(validate=length(100))
    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))


class Register(Form):
    """`due_on` is the last day; the commitment is due at its end."""

    unit = fields.String(required=True, validate=length(100), metadata={"label": "承诺单位"})
    kind = fields.String(
        required=True, validate=one_of({code: KIND[code] for code in KINDS}), metadata={"label": "类别"}
    )
    matter = written("承诺事项", "写清楚对谁承诺了什么、怎样算兑现")
    due_on = fields.Date(required=True, metadata={"label": "兑现期限", "help": "到这一天的24时为止"})
    case_no = fields.String(
        validate=length(40), metadata={"label": "来自哪件事项", "help": "由诉求而来的填事项编号，其他不填"}
    )


class Evidence(Form):
    evidence = written("履行情况", "写明做了什么、结果怎样、有什么凭据")


class ConfirmKept(Form):
    remark = written("意见", "", required=False, rows=3)


class Reason(Form):
    reason = written("理由", "写明为什么")


class CommitmentFilter(Form):
    state = fields.String(validate=one_of({state: state for state in COMMITMENT_STATES}))
    kind = fields.String(validate=one_of({code: KIND[code] for code in KINDS}))
    unit = fields.String(validate=length(100))
    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))
