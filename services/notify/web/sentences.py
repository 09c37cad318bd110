"""What notify's pages say."""

from collections.abc import Mapping

from services.notify.domain.sentences import SENTENCES as DOMAIN
from shared.web.sentences import Sentence

SENTENCES: Mapping[str, Sentence] = {
    **{code: Sentence(text) for code, text in DOMAIN.items()},
    "done.send-again": Sentence("已安排重新发送，结果请稍后查看"),
    "done.confirm": Sentence("已记下：对方已经收到"),
    "digest.told_singly": Sentence("汇总里的通知已经逐条发送，不用再发汇总"),
    "receipt.secret": Sentence("回执密钥不正确", "The receipt's secret is wrong", 401),
    "receipt.unreadable": Sentence("回执看不懂：没有编号，或结果不在设置里", "No id, or an unknown outcome", 422),
    "delivery.not_found": Sentence("没有这条通知", "There is no such delivery", 404),
}
