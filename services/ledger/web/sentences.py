"""What the ledger's pages say."""

from collections.abc import Mapping

from shared.web.sentences import Sentence

SENTENCES: Mapping[str, Sentence] = {
    "case.unknown": Sentence(
        "没有这个编号的事项，或者不在您单位", "There is no such case, or it is not your unit's", 404
    ),
    "case.not_yet": Sentence("在这个时间，总账里还没有这件事项", "At that time the ledger did not have this case", 404),
    "signing_key.none": Sentence("总账至少要有一把签名密钥", "The ledger needs at least one signing key", 409),
}
