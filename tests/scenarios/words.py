"""The Chinese of the feature files → the API's addresses, fields and codes."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.intake.domain.reasons import DECLINE_REASONS
from services.supervision.domain.assessment.period import NAMES
from services.supervision.web.words import GROUNDS as CARD_GROUNDS
from services.supervision.web.words import KIND
from shared.web import steps, words

JURISDICTION = Path(__file__).parents[2] / "deploy" / "jurisdictions" / "hailar"
ORDER = "/routing/api/v1/work-orders/{no}"
CALL = "/supervision/api/v1/callbacks/{no}"
APPEAL = "/intake/api/v1/appeals/{no}"
NEED = "/routing/api/v1/common-needs"
CARD = "/supervision/api/v1/cards/{card}"
PROMISE = "/supervision/api/v1/commitments"

ACTIONS: Mapping[str, str] = {
    "改分类": f"{ORDER}/classify",
    "派单": f"{ORDER}/dispatch",
    "签收": f"{ORDER}/sign",
    "退单": f"{ORDER}/return",
    "裁定退单": f"{ORDER}/settle-return",
    "转送": f"{ORDER}/transfer",
    "先行联系": f"{ORDER}/first-contact",
    "阶段反馈": f"{ORDER}/progress",
    "申请延期": f"{ORDER}/request-extension",
    "审批延期": f"{ORDER}/settle-extension",
    "挂账": f"{ORDER}/suspend",
    "恢复办理": f"{ORDER}/resume",
    "上报": f"{ORDER}/escalate",
    "批示": f"{ORDER}/instruct",
    "召集会议": f"{ORDER}/convene",
    "登记会议": f"{ORDER}/record-meeting",
    "拟定答复": f"{ORDER}/answer",
    "签发": f"{ORDER}/approve",
    "退回修改": f"{ORDER}/send-back",
    "办结": f"{ORDER}/close",
    "重办": f"{ORDER}/reopen",
    "确认转送": f"{ORDER}/confirm-transfer",
    "反馈批示": f"{ORDER}/report-instruction",
    "答复上报": f"{ORDER}/answer-escalation",
    "签收协办": f"{ORDER}/sign-part",
    "安排协办": f"{ORDER}/support",
    "提交协办意见": f"{ORDER}/deliver-part",
    "免交协办意见": f"{ORDER}/excuse-part",
    "催问转送": f"{ORDER}/chase-transfer",
    "登记不接收": f"{ORDER}/refuse-transfer",
    "确认批示办结": f"{ORDER}/finish-instruction",
    "落实议定事项": f"{ORDER}/finish-decision",
    "登记回访": f"{CALL}/record",
    "登记未接通": f"{CALL}/attempt",
    "裁定回访": f"{CALL}/settle",
    "同意终结回访": f"{CALL}/approve",
    "受理": f"{APPEAL}/accept",
    "不予受理": f"{APPEAL}/decline",
    "即时答复": f"{APPEAL}/answer-at-once",
    "并案": f"{APPEAL}/merge",
    "归集共性问题": NEED,
    "明确牵头": f"{NEED}/{{need}}/lead",
    "答复共性问题": f"{NEED}/{{need}}/answer",
    "办结共性问题": f"{NEED}/{{need}}/close",
    "登记承诺": PROMISE,
    "报送履行情况": f"{PROMISE}/{{commitment}}/show-evidence",
    "退回履行情况": f"{PROMISE}/{{commitment}}/send-back",
    "确认兑现": f"{PROMISE}/{{commitment}}/confirm",
    "书面说明": f"{CARD}/explain",
    "采纳说明": f"{CARD}/accept",
    "撤销亮牌": f"{CARD}/withdraw",
    "列入重点跟踪": "/supervision/api/v1/watches",
}
"""What somebody does: the address that is told of it. `{need}`, `{commitment}` and `{card}` are those made last."""

FIELDS: Mapping[str, str] = {
    "标题": "title",
    "内容": "text",
    "类别": "kind",
    "姓名": "name",
    "电话": "phone",
    "企业": "enterprise",
    "紧急": "urgent",
    "主办单位": "unit",
    "单位": "unit",
    "协办单位": "supporting",
    "分类": "catalogue",
    "级别": "level",
    "办理方式": "form",
    "依据": "basis",
    "理由": "reason",
    "认可": "accepted",
    "同意": "accepted",
    "裁定方式": "how",
    "申请延长": "amount",
    "是否联系上": "reached",
    "联系时间": "contacted_at",
    "情况": "note",
    "办理情况": "internal",
    "公开答复": "public",
    "是否解决": "resolved",
    "是否接通": "contacted",
    "是否满意": "satisfied",
    "意见": "remark",
    "第几次": "attempt",
    "拨打结果": "outcome",
    "结论": "end",
    "批准人": "approver",
    "时间": "at",
    "期限": "due_at",
    "复核时间": "review_at",
    "批示内容": "text",
    "反馈内容": "text",
    "批复": "decision",
    "哪一件": "number",
    "哪一项": "decision",
    "落实情况": "note",
    "催问结果": "note",
    "确认情况": "note",
    "承办单位": "addressees",
    "会议形式": "kind",
    "地点": "place",
    "参加单位": "units",
    "到会单位": "present",
    "议题": "agenda",
    "议定事项": "decisions",
    "纪要": "minutes",
    "接收方": "name",
    "上报给": "to",
    "建议": "proposal",
    "任务": "task",
    "协办意见": "answer",
    "全局或部门": "scope",
    "共性或个性": "breadth",
    "政策或程序": "matter",
    "存量或新增": "time",
    "难易": "difficulty",
    "高频": "frequent",
    "成员": "cases",
    "牵头领导": "leader",
    "事项": "matter",
    "承诺种类": "kind",
    "兑现期限": "due_on",
    "履行情况": "evidence",
    "说明": "explanation",
    "告知去向": "advice",
    "答复": "public",
    "主件": "leading",
    "编号": "case_no",
}
MANY = ("supporting", "addressees", "units", "present")
NUMBERS = ("attempt", "amount", "number")
DAYS = ("review_at", "due_on")
"""Fields that are a day, without a time."""
CASES = ("leading", "case_no")
"""Fields that name another case of the scenario."""

VALUES: Mapping[str, Any] = {
    "是": True,
    "否": False,
    "未表态": None,
    "领导批示": "instruction",
    **{
        word: code
        for table in (words.LEVELS, words.FORMS, words.OUTCOMES, words.ENDS, words.DIFFICULTIES, KIND, DECLINE_REASONS)
        for code, word in table.items()
    },
    "非本单位职责": "not_our_duty",
    "不属本辖区": "other_area",
    "会商": "consultation",
    "专题会": "special",
    "现场会": "on_site",
    "区委": "party_committee",
    "区政府": "government",
    "全局": "whole",
    "部门": "unit",
    "共性": "common",
    "个性": "single",
    "政策措施": "policy",
    "程序规范": "procedure",
    "存量": "stock",
    "新增": "new",
}
"""What stands in a table's cell where the API has a code."""

STATES = {word: code for code, word in words.STATES.items()}
WAITS = {word: code for code, word in words.WAITING.items()}
COLOURS = {word: code for code, word in words.COLOURS.items()}
GROUNDS = {word: code for code, word in CARD_GROUNDS.items()}
PERIODS = {word: code for code, word in NAMES.items()}
GROUPS = {"单位": "unit", "渠道": "channel", "主题": "theme"}
DUTIES = {word: code for code, word in words.DUTIES.items()}
STEPS = {word: code for code, word in steps.STEPS.items()}


@cache
def units() -> Mapping[str, str]:
    """Short name → code."""
    said = yaml.safe_load((JURISDICTION / "units.yaml").read_text(encoding="utf-8"))
    return {unit["short"]: code for code, unit in said["units"].items()}


@cache
def desks() -> Mapping[str, str]:
    """Desk → unit's code."""
    found: dict[str, str] = yaml.safe_load((JURISDICTION / "units.yaml").read_text(encoding="utf-8"))["desks"]
    return found


@cache
def catalogue() -> Mapping[str, str]:
    """Title of a catalogue item → code."""
    said = yaml.safe_load((JURISDICTION / "catalogue.yaml").read_text(encoding="utf-8"))
    return {item["name"]: code for code, item in said["items"].items()}


@cache
def notices() -> Mapping[str, str]:
    """The subject of a message, without its number → the code of its template; a card's is its colour."""
    said = yaml.safe_load((JURISDICTION / "templates.yaml").read_text(encoding="utf-8"))["templates"]
    plain = {re.sub(r"\{\w+\}", "", one["subject"]).strip(): code for code, one in said.items()}
    return {**plain, "亮牌": "unit.card"}


def value_of(field: str, cell: str) -> Any:
    """What the API is told for a cell of this (English) field."""
    if field in MANY:
        return [value_of("", one) for one in cell.split("、")]
    for table in (VALUES, units(), catalogue()):
        if cell in table:
            return table[cell]
    return int(cell) if field in NUMBERS else cell
