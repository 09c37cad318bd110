"""What may be asked of the case index."""

from datetime import date

from marshmallow import fields, validate

from services.ledger.web.words import AUDIT_KINDS
from shared.kernel.case_state import STATES
from shared.web.forms import Form, Time, length, one_of, within
from shared.web.paging import MOST
from shared.web.words import word

DAYS = validate.Range(date(2000, 1, 1), date(2199, 12, 31), error="应在 2000 年至 2199 年之间")
NAMES = {state: word(state, "state") for state in STATES}


class AsOf(Form):
    """A recorded time."""

    as_of = Time(metadata={"label": "按此时的记录", "help": "看总账在这一刻已经记下的样子"})


class Moments(AsOf):
    """A recorded time, and another to compare it with."""

    beside = Time(metadata={"label": "和此时比较", "help": "选填：列出两个时点之间的差别，先后不限"})


Between = Form.from_dict({"from": Time(required=True), "to": Time()}, name="Between")
"""Two recorded times, the earlier first; the second is now unless it is given."""


class Filter(Form):
    """The page's filter."""

    state = fields.String(validate=one_of(NAMES), metadata={"label": "状态"})
    unit = fields.String(validate=length(60), metadata={"label": "主办单位", "input": "select"})
    number = fields.String(validate=length(40), metadata={"label": "编号（可只填一部分）"})


class ListQuery(AsOf):
    """The API's list, by pages of `limit`."""

    state = fields.String(validate=one_of(NAMES))
    unit = fields.String(validate=length(60))
    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))


class AuditFilter(Form):
    """The page's filter of the audit of reading; days are whole."""

    kind = fields.String(validate=one_of(AUDIT_KINDS), metadata={"label": "哪一类"})
    account = fields.String(validate=length(100), metadata={"label": "账号"})
    subject = fields.String(validate=length(100), metadata={"label": "对象", "help": "事项编号，或记录里的对象全称"})
    since = fields.Date(validate=DAYS, metadata={"label": "从哪一天"})
    until = fields.Date(validate=DAYS, metadata={"label": "到哪一天"})


class AuditQuery(AuditFilter):
    """The same in the API, by pages of `limit`."""

    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))
