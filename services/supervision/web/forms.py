"""What each action asks for, in the API's JSON and on pages, and what lists may be asked for."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.supervision.domain.callback.commands import OUTCOMES
from services.supervision.readmodels.callbacks.query import STATES
from services.supervision.web.words import DUE
from shared.web.forms import Form, length, one_of, within
from shared.web.paging import MOST
from shared.web.words import OUTCOMES as OUTCOME_WORDS

ENDS = {"dissatisfied_final": "不满意（已终结）", "not_called": "未回访"}
SAID = {"yes": True, "no": False, "unsaid": None}
RESOLVED = {"yes": "解决了", "no": "没有解决", "unsaid": "没有表态"}
SATISFIED = {"yes": "满意", "no": "不满意", "unsaid": "没有表态"}


def remark(**more: Any) -> fields.String:
    """An officer's words."""
    notes = {"label": "备注", "input": "textarea", "rows": 3, **more}
    return fields.String(validate=length(2000), metadata=notes)


class Attempt(Form):
    """`attempt` is which one this is (1, 2, 3): said twice it is the same."""

    attempt = fields.Integer(required=True, validate=within(1, 99), metadata={"label": "第几次", "input": "hidden"})
    outcome = fields.String(
        required=True,
        validate=one_of({code: OUTCOME_WORDS[code] for code in OUTCOMES}),
        metadata={"label": "拨打结果", "input": "radio"},
    )
    remark = remark(help="例如：几点打的、谁接的、约了什么时间")


class Record(Form):
    """The API's: null where the asker did not say."""

    contacted = fields.Boolean(required=True)
    resolved = fields.Boolean(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    remark = remark()


class RecordOnPage(Form):
    """The same as three questions, each with its own answer; the last two when somebody was reached."""

    contacted = fields.Boolean(
        required=True,
        metadata={"label": "一、与诉求人本人通上话了吗", "help": "没有的，不用往下填，请到“没接通”里登记"},
    )
    resolved = fields.String(validate=one_of(RESOLVED), metadata={"label": "二、问题解决了吗", "input": "radio"})
    satisfied = fields.String(validate=one_of(SATISFIED), metadata={"label": "三、对办理满意吗", "input": "radio"})
    remark = remark(label="本人的意见", help="照原话记，尤其是没有解决、不满意的原因")

    @validates_schema
    def both(self, data: dict[str, Any], **_: Any) -> None:
        """Nothing is left open by forgetting."""
        missing = [name for name in ("resolved", "satisfied") if data.get("contacted") and name not in data]
        if missing:
            raise ValidationError({name: ["请按本人的回答选择"] for name in missing})


class Settle(Form):
    """`dissatisfied_final`: `reason` in words, `approver` who is asked to approve; `not_called`: `reason` is a code."""

    end = fields.String(required=True, validate=one_of(ENDS), metadata={"input": "hidden"})
    reason = fields.String(required=True, validate=length(2000), metadata={"label": "理由"})
    approver = fields.String(load_default="", validate=validate.Length(max=100), metadata={"label": "请谁批准"})


class Confirm(Form):
    """Nothing more is asked."""


class Decline(Form):
    """Why it is not to be ended so."""

    reason = fields.String(
        required=True, validate=length(2000), metadata={"label": "不同意的理由", "help": "写明还应做什么"}
    )


class ListFilter(Form):
    """The list of the API. `limit` 1 to 200."""

    state = fields.String(validate=one_of({state: state for state in STATES}))
    unit = fields.String(validate=length(100))
    proposed = fields.Boolean()
    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))


class TabFilter(Form):
    """The list's page."""

    tab = fields.String(metadata={"input": "hidden"})
    unit = fields.String(metadata={"label": "承办单位"})


class ReminderFilter(Form):
    """Reminders of one unit, of one duty."""

    unit = fields.String(metadata={"label": "单位"})
    duty = fields.String(validate=one_of(DUE), metadata={"label": "逾期事项"})


class ReminderQuery(ReminderFilter):
    """The API's: by pages of `limit`."""

    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))


class PageQuery(Form):
    """A list of the API without a filter."""

    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))
