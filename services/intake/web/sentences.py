"""What intake's pages say: the domain's refusals, and what was done."""

from collections.abc import Mapping

from services.intake.domain.sentences import SENTENCES as DOMAIN
from shared.web.sentences import Sentence

UNPROCESSABLE = (
    "appeal.no_number",
    "appeal.no_text",
    "appeal.unknown_kind",
    "appeal.unknown_reason",
    "complaint.empty",
)
MISSING = ("appeal.unknown_number", "appeal.unknown_source")

SENTENCES: Mapping[str, Sentence] = {
    **{code: Sentence(text) for code, text in DOMAIN.items()},
    **{code: Sentence(DOMAIN[code], status=422) for code in UNPROCESSABLE},
    **{code: Sentence(DOMAIN[code], status=404) for code in MISSING},
    "appeal.not_found": Sentence("没有这个编号，或者查询码不对", "No such number, or the receipt is wrong", 404),
    "appeal.archived": Sentence("这件诉求已经办结归档，不能再撤回；如仍需办理请另行提出。"),
    "done.received": Sentence("已登记。请记下编号和查询码，凭它们随时查询进度。"),
    "done.supplemented": Sentence("补充内容已收到，会转给办理单位。"),
    "done.withdrawn": Sentence("已撤回。"),
    "done.complained": Sentence("已收到。只有纪检监察人员能看到内容。"),
    "done.accepted": Sentence("已受理，已转入分办。"),
    "done.declined": Sentence("已作不予受理，会告知来人。"),
}
