"""What people of the discipline room read for its codes."""

from collections.abc import Mapping

SOURCES: Mapping[str, str] = {"complaint": "举报件", "hand": "人工登记", "rule": "规则发现"}
CLUE_STATES: Mapping[str, str] = {"open": "待处理", "dismissed": "已排除", "joined": "已并入核查"}
REVIEW_STATES: Mapping[str, str] = {
    "opened": "待指定核查人",
    "assigned": "核查中",
    "found": "待作结论",
    "concluded": "已作结论，落实中",
    "closed": "已结案",
}
STEPS: Mapping[str, str] = {
    "interview": "谈话",
    "records": "查阅资料",
    "site_visit": "实地核查",
    "evidence": "固定证据",
}
CONCLUSIONS: Mapping[str, str] = {
    "no_issue": "未发现问题",
    "reminder_talk": "提醒谈话",
    "ordered_to_correct": "责令整改",
    "case_filed": "立案",
    "handed_over": "移交",
}
FIELDS: Mapping[str, str] = {
    "reason": "理由",
    "reviewer": "核查人",
    "clue": "线索",
    "kind": "方式",
    "words": "情况",
    "findings": "核查情况",
    "conclusion": "结论",
    "reasons": "依据",
    "persons": "责任人",
    "measure": "处理",
    "what": "要求",
    "due_at": "期限",
    "names": "当事人姓名",
    "approver": "批准人",
    "drafter": "拟稿人",
}
DRAFT: Mapping[str, str] = {
    "at": "时间",
    "unit": "单位",
    "post": "职务",
    "act": "事实",
    "sum": "涉及金额",
    "sanction": "处理结果",
}
