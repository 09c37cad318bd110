"""What each deed of leaders and the desk asks for; the API's JSON and the pages' forms are the same."""

import re
from datetime import date, datetime, time
from typing import Any

from marshmallow import fields

from shared.kernel.times import SHANGHAI
from shared.web.forms import Form, Time, length, one_of, within
from shared.web.words import word

KINDS = {code: word(code, "meeting") for code in ("consultation", "special", "on_site")}
ABOVE = {"party_committee": "区委", "government": "区政府"}
CLOSING = time(18)
"""A decision that names a day is due at the end of that working day."""


class Units(fields.List[str]):
    """Codes of units; the page shows boxes to tick."""

    def __init__(self, label: str, help: str = "") -> None:
        super().__init__(fields.String(), required=True, metadata={"label": label, "help": help})


class Decisions(fields.String):
    """One decision a line: `单位 | 事项 | 日期`; loaded as (unit, text, due time)."""

    default_error_messages = {"line": "第 {number} 行看不懂：每行写“单位 | 事项 | 2026-12-01”"}  # noqa: RUF012

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        return tuple(self._read(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())

    def _read(self, number: int, line: str) -> tuple[str, str, datetime]:
        parts = [part.strip() for part in re.split(r"[|｜]", line)]
        try:
            unit, text, day = parts
            return unit, text, datetime.combine(date.fromisoformat(day), CLOSING, SHANGHAI)
        except ValueError:
            raise self.make_error("line", number=number) from None


class Numbered(Form):
    """Which one: its number within the case."""

    number = fields.Integer(required=True, validate=within(1, 9999), metadata={"label": "编号", "input": "hidden"})


class Transfer(Form):
    unit = fields.String(
        metadata={"label": "转给区内单位", "help": "有权办理的是区内单位时选这一项", "input": "select"}
    )
    body = fields.String(
        metadata={"label": "转给区外单位", "help": "有权办理的单位在名单里时选这一项", "input": "select"}
    )
    name = fields.String(validate=length(100), metadata={"label": "其他接收单位", "help": "名单里没有的，在这里写全称"})
    reason = fields.String(
        required=True, validate=length(2000), metadata={"label": "理由", "help": "写明为什么由对方办理", "rows": 3}
    )


class Note(Form):
    note = fields.String(
        required=True, validate=length(2000), metadata={"label": "催问结果", "help": "联系了谁、对方怎么说", "rows": 3}
    )


class Confirmation(Form):
    note = fields.String(
        validate=length(2000), metadata={"label": "确认情况", "help": "对方的经办人、收件编号等", "rows": 3}
    )


class Instruct(Form):
    addressees = Units("承办单位", "先选的为牵头单位；多选时按名单次序，第一个牵头")
    text = fields.String(required=True, validate=length(2000), metadata={"label": "批示内容", "rows": 4})
    due_at = Time(metadata={"label": "反馈期限", "help": "不填则按规定的期限"})


class Report(Numbered):
    text = fields.String(
        required=True, validate=length(3000), metadata={"label": "办理情况", "help": "做了什么、结果怎样", "rows": 5}
    )


class Convene(Form):
    kind = fields.String(required=True, validate=one_of(KINDS), metadata={"label": "会议种类", "input": "radio"})
    at = Time(required=True, metadata={"label": "时间"})
    place = fields.String(required=True, validate=length(100), metadata={"label": "地点"})
    units = Units("参加单位")
    agenda = fields.String(required=True, validate=length(2000), metadata={"label": "议题", "rows": 3})


class RecordMeeting(Numbered):
    present = Units("到会单位")
    minutes = fields.String(required=True, validate=length(5000), metadata={"label": "会议纪要", "rows": 6})
    decisions = Decisions(
        validate=None,
        metadata={
            "label": "议定事项",
            "help": "每行一条：单位 | 事项 | 日期，例如“住建局 | 三日内抢修 | 2026-12-01”。没有议定事项可不填",
            "input": "textarea",
        },
    )


class FinishDecision(Numbered):
    decision = fields.Integer(required=True, validate=within(1, 999), metadata={"label": "第几条", "input": "hidden"})
    note = fields.String(validate=length(2000), metadata={"label": "落实情况", "rows": 3})


class CancelMeeting(Numbered):
    reason = fields.String(required=True, validate=length(2000), metadata={"label": "理由", "rows": 3})


class Escalate(Form):
    to = fields.String(required=True, validate=one_of(ABOVE), metadata={"label": "上报", "input": "radio"})
    proposal = fields.String(
        required=True,
        validate=length(4000),
        metadata={"label": "情况和建议", "help": "政策依据、本单位能办到什么、建议上级决定什么", "rows": 6},
    )


class Decision(Form):
    decision = fields.String(required=True, validate=length(3000), metadata={"label": "批复内容", "rows": 5})
