"""What a list may be asked for."""

from marshmallow import fields

from services.notify.web.words import CHANNELS, STATES
from shared.web.forms import Form, length, one_of, within
from shared.web.paging import MOST


class Nothing(Form):
    """A button: nothing is filled in."""


class Filter(Form):
    """A list's filter, on the page and in the API."""

    state = fields.String(validate=one_of(STATES), metadata={"label": "状态"})
    channel = fields.String(validate=one_of(CHANNELS), metadata={"label": "渠道"})
    case_no = fields.String(
        validate=length(60), metadata={"label": "编号"}
    )  # also `common_need/<id>`, `commitment/<id>`


class ListQuery(Filter):
    """The API's: by pages of `limit`."""

    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))
