"""What notify's pages say."""

from collections.abc import Mapping

from services.notify.domain.sentences import SENTENCES as DOMAIN
from shared.web.sentences import Sentence

SENTENCES: Mapping[str, Sentence] = {
    **{code: Sentence(text) for code, text in DOMAIN.items()},
    "delivery.not_found": Sentence("没有这条通知", "There is no such delivery", 404),
}
