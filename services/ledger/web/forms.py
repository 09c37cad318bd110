"""What may be asked of the case index."""

from marshmallow import fields

from shared.kernel.case_state import STATES
from shared.web.forms import Form, Time, length, one_of, within
from shared.web.paging import MOST
from shared.web.words import word

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
