"""Routing's codes with their HTTP status: what domain refuses, what the pages say was done."""

from collections.abc import Mapping

from services.routing.domain.sentences import SENTENCES as REFUSALS
from shared.web.sentences import Sentence

WRONG_INPUT = frozenset(
    {
        *("work_order.unknown_unit", "work_order.unknown_catalogue", "work_order.unknown_level"),
        *("work_order.unknown_form", "work_order.unknown_basis", "work_order.not_classified"),
        *("work_order.no_reason", "work_order.empty_note", "work_order.empty_answer", "work_order.contact_in_future"),
    }
)
MISSING = frozenset({"work_order.unknown"})

DONE: Mapping[str, str] = {
    "done.classify": "分类已保存。",
    "done.dispatch": "已派单，责任单位会收到通知。",
    "done.settle-return": "退单已裁定。",
    "done.sign": "已签收。下一步：在期限内先行联系诉求人。",
    "done.return": "退单申请已提交，由分办岗裁定；裁定之前各项时限暂停显示。",
    "done.first-contact": "联系情况已登记。",
    "done.progress": "阶段反馈已登记。",
    "done.answer": "答复已提交，等待单位负责人签发。",
    "done.approve": "答复已签发。下一步：办结。",
    "done.send-back": "答复已退回修改。",
    "done.close": "已办结。回访由督查岗或来源平台进行。",
    "done.reopen": "已重办，原单位须在期限内重新签收。",
}


def _status(code: str) -> int:
    if code in MISSING:
        return 404
    return 422 if code in WRONG_INPUT else 409


SENTENCES: Mapping[str, Sentence] = {
    **{code: Sentence(said, status=_status(code)) for code, said in REFUSALS.items()},
    **{code: Sentence(said) for code, said in DONE.items()},
    "done.rules-propose": Sentence("已提出，请另一位有权限的同事审核启用。"),
    "done.rules-adopt": Sentence("已启用。此前已定的时限不变，今后的办理按新的规则。"),
    "done.rules-drop": Sentence("待审的内容已撤下。"),
    "rules.invalid": Sentence("内容不能启用，请按提示修改", "The rules would not be whole", 422),
    "rules.no_version": Sentence("没有这个版本", "There is no such version", 404),
    "action.unknown": Sentence("没有这种操作，或者这一版本还不支持", "There is no such action in this version", 404),
}
