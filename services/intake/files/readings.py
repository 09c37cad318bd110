"""What a cell of a field means: yes and no, the kind of message, an urgency, a place. Pure.

Words of one source are added in its mapping (`values`), not here.
"""

import re
from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    **dict.fromkeys(("new", "新工单", "新增", "新建", "首次", "首次来电"), "new"),
    **dict.fromkeys(("urge", "催办", "催单"), "urge"),
    **dict.fromkeys(("supplement", "补充", "追加", "补充诉求", "补充说明"), "supplement"),
    **dict.fromkeys(("callback-result", "callback_result", "回访", "回访结果"), "callback-result"),
    **dict.fromkeys(("redo", "重办", "退回重办", "重新办理"), "redo"),
    **dict.fromkeys(("cancel", "撤单", "撤销", "撤回", "作废"), "cancel"),
}
YES = (
    "true",
    "yes",
    "y",
    "1",
    "是",
    "有",
    "已联系",
    "联系上",
    "已解决",
    "解决",
    "满意",
    "非常满意",
    "很满意",
    "基本满意",
)
NO = (
    "false",
    "no",
    "n",
    "0",
    "否",
    "无",
    "未联系",
    "未联系上",
    "联系不上",
    "无人接听",
    "未解决",
    "没有解决",
    "部分解决",
)
DISSATISFIED = ("不满意", "非常不满意", "很不满意", "不太满意")
UNKNOWN = ("null", "none", "-", "—", "/", "未评价", "不清楚", "未回访", "无法判断")
URGENT = ("紧急", "特急", "加急", "特提", "平急", "急")
NOT_URGENT = ("一般", "普通", "正常", "不紧急", "常规")
FLAGS: Mapping[str, bool | None] = {
    **dict.fromkeys(YES, True),
    **dict.fromkeys((*NO, *DISSATISFIED), False),
    **dict.fromkeys(UNKNOWN, None),
}
URGENCY: Mapping[str, bool | None] = {**FLAGS, **dict.fromkeys(URGENT, True), **dict.fromkeys(NOT_URGENT, False)}
DIVISION = re.compile(r"\d{6}(?:\d{3}){0,2}")
ARTEFACT = re.compile(r"\d+\.0+")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")


def number(text: str) -> str:
    """A number that is a name (an order, a telephone): the `.0` that spreadsheets add is not part of it.

    ValueError for scientific notation, whose last digits are lost.
    """
    if SCIENTIFIC.fullmatch(text):
        raise ValueError("digits are lost")
    return text.split(".", maxsplit=1)[0] if ARTEFACT.fullmatch(text) else text


def place(text: str) -> str:
    """A division code of GB/T 2260 and its longer kin (6, 9 or 12 digits), or "". ValueError for an address."""
    if text and not DIVISION.fullmatch(text):
        raise ValueError("no division code")
    return text


def title_of(text: str) -> str:
    """A title for an order that has none: the first thirty characters of its text, on one line."""
    return " ".join(text.split())[:30].strip()
