"""What the ledger's pages say."""

from collections.abc import Mapping

from shared.web.sentences import Sentence

SENTENCES: Mapping[str, Sentence] = {
    "case.unknown": Sentence(
        "没有这个编号的事项，或者不在您单位", "There is no such case, or it is not your unit's", 404
    ),
    "case.not_yet": Sentence("在这个时间，总账里还没有这件事项", "At that time the ledger did not have this case", 404),
    "case.moments_reversed": Sentence(
        "两个时间的先后反了，请把较早的写在前面",
        "The first moment is after the second; give the earlier one first",
        422,
    ),
    "signing_key.none": Sentence("总账至少要有一把签名密钥", "The ledger needs at least one signing key", 409),
    "evidence.not_yet": Sentence(
        "这件事项最新的记录还没有进入总账的校验点，请过几秒再导出",
        "The newest entries of this case are not under a checkpoint yet: ask again in some seconds",
        409,
    ),
    "evidence.not_proven": Sentence(
        "总账里这件事项的记录没有通过核验，不能导出。请立即告知总账管理员，并保留现场",
        "The entries of this case in the ledger do not hold: nothing is given out. Tell the ledger's operator at once",
        409,
    ),
}
