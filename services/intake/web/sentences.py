"""What intake's pages say: the domain's refusals, and what was done."""

from collections.abc import Mapping

from services.intake.domain.sentences import SENTENCES as DOMAIN
from shared.web.sentences import Sentence

UNPROCESSABLE = (
    "appeal.no_number",
    "appeal.no_text",
    "appeal.unknown_kind",
    "appeal.unknown_reason",
    "appeal.no_answer",
    "appeal.unknown_field",
    "appeal.too_many_files",
    "knowledge.empty",
    "enterprise.unknown_scale",
    "complaint.empty",
)
MISSING = ("appeal.unknown_number", "appeal.unknown_source", "knowledge.unknown_article", "enterprise.unknown")

SENTENCES: Mapping[str, Sentence] = {
    **{code: Sentence(text) for code, text in DOMAIN.items()},
    **{code: Sentence(DOMAIN[code], status=422) for code in UNPROCESSABLE},
    **{code: Sentence(DOMAIN[code], status=404) for code in MISSING},
    "appeal.not_found": Sentence("没有这个编号，或者查询码不对", "No such number, or the receipt is wrong", 404),
    "appeal.archived": Sentence("这件诉求已经办结归档，不能再撤回；如仍需办理请另行提出。"),
    "appeal.ended": Sentence("这件诉求已经办结归档或者撤单，不能再操作；如仍需办理请另行登记"),
    "appeal.not_closed": Sentence("还没有答复，请在办结以后再评价"),
    "open311.service": Sentence("没有这种服务（service_code）", "service_code was not found", 404),
    "open311.jurisdiction": Sentence("没有这个辖区（jurisdiction_id）", "jurisdiction_id was not found", 404),
    "open311.api_key": Sentence("没有提供 api_key，或者不对", "api_key is missing or not one of ours", 403),
    "open311.request": Sentence("没有这个编号，或者不是您提交的", "service_request_id was not found", 404),
    "attachment.not_found": Sentence("没有这个附件，或者您不能查看", "No such file, or not for you", 404),
    "attachment.not_scanned": Sentence(
        "附件暂时无法做病毒检查，没有保存；请稍后再试，或先不带附件提交", "The virus scan is away; try again", 503
    ),
    "erasure.not_requested": Sentence("还没有人申请销毁，请先申请"),
    "erasure.same_person": Sentence("销毁须由另一人批准，不能自己批自己申请的"),
    "erasure.retained": Sentence("现在不能销毁：依法应当保留的期间还没有届满，请过些日子再批准；申请仍然有效"),
    "entry.unknown_channel": Sentence("没有“{channel}”这种来访方式，请从列表里选择", status=422),
    "enterprise.erased": Sentence("最近一次诉求人的个人信息已销毁，暂不能补充档案；待这家企业再次来件后再填"),
    "done.answered_at_once": Sentence("已即时答复，诉求人凭查询码就能看到。"),
    "done.merged": Sentence("已并案。每位诉求人都会收到答复和回访。"),
    "done.separated": Sentence("已分开，恢复单独办理。"),
    "done.urgency_marked": Sentence("紧急程度已保存。"),
    "done.corrected": Sentence("已更正，原来的内容仍可查。"),
    "done.entered": Sentence("已登记。请把编号和查询码告诉来人。"),
    "done.drafted": Sentence("草稿已保存，发布后才会用于答复。"),
    "done.published": Sentence("已发布。"),
    "done.reviewed": Sentence("已复核，下次复核时间顺延。"),
    "done.retired": Sentence("已停用。"),
    "done.facts_kept": Sentence("档案已保存。"),
    "done.rated": Sentence("谢谢您的评价。"),
    "done.received": Sentence("已登记。请记下编号和查询码，凭它们随时查询进度。"),
    "done.supplemented": Sentence("补充内容已收到，会转给办理单位。"),
    "done.withdrawn": Sentence("已撤回。"),
    "done.complained": Sentence("已收到。只有纪检监察人员能看到内容。"),
    "done.accepted": Sentence("已受理，已转入分办。"),
    "done.declined": Sentence("已作不予受理，会告知来人。"),
}
