"""Why a row is put aside, and what to mend: one Chinese sentence for each stable code."""

from collections.abc import Mapping

LONGEST_CELL = 60_000
"""Characters that a cell may have; more is an attachment."""

SENTENCES: Mapping[str, str] = {
    "no_number": "没有编号：请补上来源系统的工单编号",
    "no_text": "没有正文：请补上诉求内容",
    "unreadable_date": "“{column}”不是能看懂的时间：请改成 2019-09-11 10:04 这样的年月日时间",
    "bad_characters": "“{column}”里有乱码或控制字符：请从来源系统重新导出，或改正后再导入",
    "too_long": "“{column}”超过 60000 字：请删减，或把附件内容另行上传",
    "formula": "“{column}”是没有计算结果的公式：请复制后“选择性粘贴为数值”",
    "cell_error": "“{column}”是 Excel 的错误值（如 #N/A）：请改成实际内容",
    "rounded_number": "“{column}”的长数字已被 Excel 变成科学计数：请把该列设为文本后重新导出",
    "bad_value": "“{column}”应是一段文字或一个数：请去掉嵌套的内容",
    "unknown_message": "“{column}”不是能看懂的消息类型：应为 新工单、催办、补充、回访结果、重办、撤单 之一",
    "unclear_answer": "“{column}”应填 是 或 否：请改正，不清楚就留空",
    "unknown_place": "“{column}”应填 6 到 12 位区划代码：请改成代码或留空",
    "extra_cells": "这一行的列比表头多：多半是引号或分隔符没有成对，请改正这一行",
    "bad_quotes": "这一行的引号不成对：请补上引号，或把正文里的一个引号写成两个",
    "endless_row": "这一行长得不像一行：请检查换行和引号，改正这一行",
    "bad_json": "这一行不是一个完整的 JSON 对象：请按“一行一个对象”改正",
}


def sentence(code: str, column: str = "") -> str:
    """The sentence for `code`; KeyError if there is none."""
    return SENTENCES[code].format(column=column)
