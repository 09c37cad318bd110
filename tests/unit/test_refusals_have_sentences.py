"""Every code by which intake, supervision and notify refuse has a sentence that people can act on."""

import re
from pathlib import Path

import pytest

from services.intake.domain.appeal.state import Phase as Appeal
from services.intake.domain.sentences import SENTENCES as INTAKE
from services.notify.domain.sentences import SENTENCES as NOTIFY
from services.supervision.domain.callback.state import Phase as Callback
from services.supervision.domain.sentences import SENTENCES as SUPERVISION

CODE = re.compile(r'"((?:appeal|complaint|knowledge|enterprise|callback|delivery)\.[a-z_]+)"')
BY_PHASE = {
    "intake": [f"appeal.{phase}" for phase in Appeal if phase not in (Appeal.UNKNOWN, Appeal.RECEIVED)],
    "supervision": [f"callback.{phase}" for phase in Callback if phase is not Callback.PLANNED],
    "notify": [],
}
SENTENCES = {"intake": INTAKE, "supervision": SUPERVISION, "notify": NOTIFY}


def codes(folder: Path) -> set[str]:
    """What stands in the code as a code: not the stored names of events."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path.name != "sentences.py")
    return set(CODE.findall(re.sub(r"@stored\(.*\)", "", text)))


@pytest.mark.parametrize("service", SENTENCES)
def test_every_refusal_has_a_sentence_and_no_sentence_is_left_over(service: str, root: Path) -> None:
    raised = codes(root / "services" / service / "domain") | set(BY_PHASE[service])
    assert raised == set(SENTENCES[service])
