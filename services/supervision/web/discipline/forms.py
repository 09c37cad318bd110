"""What the discipline room asks for."""

from datetime import date

from marshmallow import fields, validate

from services.supervision.domain.review.commands import CONCLUSIONS as KNOWN_CONCLUSIONS
from services.supervision.domain.review.commands import STEPS as KNOWN_STEPS
from services.supervision.readmodels.clues import SOURCES, STATES
from services.supervision.readmodels.reviews import STATES as REVIEW_STATES
from services.supervision.web.acting_forms import Reason, written
from services.supervision.web.discipline import words
from shared.kernel.misconduct import MISCONDUCT
from shared.rules.patterns import THRESHOLDS
from shared.web.forms import Form, length, one_of, within
from shared.web.paging import MOST

DAYS = validate.Range(date(2000, 1, 1), date(2199, 12, 31), error="应在 2000 年至 2199 年之间")


def choice(label: str, known: tuple[str, ...], said: dict[str, str], *, required: bool = True) -> fields.String:
    """One of these codes."""
    return fields.String(
        required=required, validate=one_of({code: said[code] for code in known}), metadata={"label": label}
    )


class Paged(Form):
    cursor = fields.String(validate=length(400))
    limit = fields.Integer(validate=within(1, MOST))


class ClueFilter(Paged):
    source = choice("来源", SOURCES, dict(words.SOURCES), required=False)
    state = choice("状态", STATES, dict(words.CLUE_STATES), required=False)
    rule = fields.String(validate=one_of({code: code for code in THRESHOLDS}), metadata={"label": "规则"})


class ReviewFilter(Paged):
    state = choice("状态", REVIEW_STATES, dict(words.REVIEW_STATES), required=False)


class RegisterClue(Form):
    kind = fields.String(required=True, validate=one_of(MISCONDUCT), metadata={"label": "类别"})
    unit = fields.String(validate=length(100), metadata={"label": "所涉单位"})
    about = fields.String(
        validate=length(300), metadata={"label": "所涉人员", "input": "text", "help": "姓名或职务，知道多少写多少"}
    )
    act = written("情况", "时间、地点、经过、线索从哪里来", rows=8)
    case_no = fields.String(validate=length(40), metadata={"label": "有关的事项编号"})


class OpenReview(Form):
    reason = written("启动核查的理由", "写明要查清什么")
    unit = fields.String(
        validate=length(100), metadata={"label": "所涉单位", "help": "线索里已经写明的不必再填；核查人须回避这个单位"}
    )
    case_no = fields.String(validate=length(40), metadata={"label": "所涉事项编号", "help": "线索里已经有的不必再填"})


class JoinReview(Form):
    review = fields.String(required=True, validate=length(100), metadata={"label": "并入哪件核查"})


class Assign(Form):
    reviewer = fields.String(
        required=True,
        validate=length(100),
        metadata={"label": "核查人", "help": "属于或曾属于所涉单位的、经手过所涉事项的、申请回避的，不能指定"},
    )
    reason = written("改派的理由", "第一次指定不必填；换人的必须填", required=False, rows=3)


class RecordStep(Form):
    kind = choice("核查方式", KNOWN_STEPS, dict(words.STEPS))
    words = written("情况", "什么时间、什么地点、找了谁、查了什么、得到什么", rows=8)


class RecordFindings(Form):
    findings = written("核查情况", "查清了什么、依据是什么、还有什么没查清", rows=10)


class Conclude(Form):
    conclusion = choice("结论", KNOWN_CONCLUSIONS, dict(words.CONCLUSIONS))
    reasons = written("依据", "认定的事实和依据的规定")


class HoldToAccount(Form):
    persons = written("责任人", "姓名、单位、职务", rows=3)
    measure = written("处理", "给予什么处理，由谁作出，文号", rows=3)


class SetFollowUp(Form):
    what = written("整改要求", "要做到什么")
    due_on = fields.Date(required=True, validate=DAYS, metadata={"label": "期限", "help": "到这一天的24时为止"})


class FollowUp(Form):
    words = written("落实情况", "做到了什么，有什么凭据")


class CloseReview(Form):
    words = written("结案意见", "")


class DraftCase(Form):
    at = fields.String(required=True, validate=length(100), metadata={"label": "时间"})
    unit = fields.String(required=True, validate=length(100), metadata={"label": "单位", "input": "text"})
    post = fields.String(required=True, validate=length(100), metadata={"label": "职务", "help": "不写姓名"})
    act = written("事实", "不写姓名，写职务", rows=8)
    sum = fields.String(validate=length(100), metadata={"label": "涉及金额", "help": "没有的不填"})
    sanction = written("处理结果", "", rows=3)
    names = written("当事人姓名", "单独保存，经另一人批准后才出现在通报稿里", rows=2)


class Confirm(Form):
    """Nothing is asked for."""


__all__ = ["Reason"]
