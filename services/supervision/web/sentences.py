"""Supervision's codes with their HTTP status: what the domain refuses, what the pages say was done."""

from collections.abc import Mapping

from services.supervision.domain.sentences import SENTENCES as REFUSALS
from shared.web.sentences import Sentence

CALLBACK = ("unknown_outcome", "not_contacted", "no_reason", "own_approval", "unknown_reason", "reason_unfounded")
COMMITMENT = ("unknown_kind", "unknown_unit", "past", "no_matter", "no_words")
WRONG_INPUT = frozenset(
    {
        *(f"callback.{name}" for name in CALLBACK),
        *(f"commitment.{name}" for name in COMMITMENT),
        *("card.no_explanation", "card.no_reason"),
        *(f"letter.{name}" for name in ("unknown_unit", "past", "no_title", "no_text", "no_reply", "no_reason")),
    }
)
NOT_THERE = frozenset({"card.unknown", "letter.unknown", "commitment.unknown", "clue.unknown", "review.unknown"})
REVIEW = ("no_words", "unknown_step", "unknown_conclusion", "past")
CONFLICTS = ("own_unit", "took_part", "declared")
WRONG_INPUT |= {"clue.no_content", "clue.no_reason", *(f"review.{name}" for name in REVIEW)}
WRONG_INPUT |= {f"review.conflict_{why}" for why in CONFLICTS}
WRONG_INPUT |= {"exclusion.unknown_rate", "exclusion.no_reason", "exclusion.own_approval", "watch.case_or_criteria"}
DONE: Mapping[str, str] = {
    "done.attempted": "拨打情况已登记，请换个时间再拨。",
    "done.unreachable": "多次拨打没有联系上，这次回访已办结，逐次拨打留有记录。",
    "done.satisfied": "已记录：满意。回访办结，事项将归档。",
    "done.reopen_asked": "已记录：不满意。已提请分办重办，结果会回到这里。",
    "done.referred": "已记录：仍不满意。已转督查裁定。",
    "done.no_opinion": "已记录：本人没有表态。可以再问一次，或者按“本人不表态”办结。",
    "done.proposed": "已提请终结，等待另一人批准。",
    "done.declined": "已退回督查，理由已记录。",
    "done.explained": "书面说明已报送，等待督查审看。",
    "done.accepted": "说明已采纳。",
    "done.card_withdrawn": "这张牌已撤销，理由已记录。",
    "done.letter_written": "督办函已编号发出，单位会收到通知；到期没有回复的会催办。",
    "done.letter_replied": "回复已报送，等待督查审看。",
    "done.letter_accepted": "回复已采纳。",
    "done.letter_withdrawn": "督办函已撤回，理由已记录。",
    "done.registered": "承诺事项已登记，到期没有兑现的会催办、亮牌。",
    "done.evidence": "履行情况已报送，等待督查确认。",
    "done.kept": "已确认兑现。",
    "done.sent_back": "已退回单位继续办理。",
    "done.commitment_withdrawn": "已撤销登记，理由已记录。",
    "done.settled": "回访已办结，事项将归档。",
    "done.exclusion_proposed": "已提出剔除，待另一人批准；批准前照常计入。",
    "done.exclusion_approved": "已批准剔除。剔除前后的数字都会显示。",
    "done.exclusion_refused": "已不予剔除，照常计入。",
    "done.exclusion_revoked": "已撤销剔除，重新计入。",
    "done.watch_placed": "已列入重点跟踪。",
    "done.watch_lifted": "已解除重点跟踪。",
    "done.clue_registered": "线索已登记，只有纪检监察人员看得到。",
    "done.clue_dismissed": "已排除，理由已记录。",
    "done.clue_taken_up": "已重新提起。",
    "done.clue_joined": "已并入核查。",
    "done.review_opened": "核查已启动，等待指定核查人。",
    "done.review_assign": "核查人已指定。",
    "done.review_declare_conflict": "已申请回避，等待另行指定。",
    "done.review_record_step": "核查步骤已登记。",
    "done.review_record_findings": "核查情况已保存，等待作出结论。",
    "done.review_conclude": "结论已作出。",
    "done.review_hold_to_account": "责任追究已登记。",
    "done.review_set_follow_up": "整改要求已登记，逾期会提示。",
    "done.review_record_follow_up": "落实情况已登记。",
    "done.review_close": "已结案。",
    "done.review_reopen": "已重新核查，理由已记录。",
    "done.review_draft_case": "典型案例稿已保存，姓名另存，待批准。",
    "done.review_approve_names": "已批准公开姓名。",
}


def _status(code: str) -> int:
    if code in NOT_THERE:
        return 404
    return 422 if code in WRONG_INPUT else 409


SENTENCES: Mapping[str, Sentence] = {
    **{code: Sentence(said, status=_status(code)) for code, said in REFUSALS.items()},
    **{code: Sentence(said) for code, said in DONE.items()},
    "callback.unknown": Sentence("没有这件事项的回访，请核对编号", "There is no callback of this case", 404),
    "letter.no_template": Sentence("还没有这种文书的模板，请联系系统管理员", "There is no template of this kind", 404),
    "letter.closed": Sentence("您没有查看这份文书内容的权限", "You may not read the words of this letter", 403),
    "brief.unknown": Sentence("没有这一期日报或周报，日期像 2026-11-24，周像 2026-W48", "No brief of this name", 404),
    "review.unknown_unit": Sentence("没有这个单位，请从列表里选择", "There is no such unit", 422),
    "review.unknown_reviewer": Sentence(
        "没有这个人，或者这个人没有核查的权限，请从列表里选择", "No such reviewer", 422
    ),
    "review.unknown_to_join": Sentence("没有这件核查，请从列表里选择", "There is no such review", 422),
    "review.no_draft_yet": Sentence("还没有典型案例稿", "There is no draft yet", 404),
    "watch.unknown": Sentence("没有这一项重点跟踪，可能已经解除", "There is no such watch", 404),
    "action.unknown": Sentence("没有这种操作", "There is no such action", 404),
}
