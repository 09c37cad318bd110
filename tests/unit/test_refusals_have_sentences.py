"""Every code by which intake, supervision and notify refuse has a sentence that people can act on."""

import re
from pathlib import Path

import pytest

from services.intake.domain.appeal.state import Phase as Appeal
from services.intake.domain.sentences import SENTENCES as INTAKE
from services.notify.domain.sentences import SENTENCES as NOTIFY
from services.supervision.domain.callback.state import Phase as Callback
from services.supervision.domain.card.state import Phase as Card
from services.supervision.domain.clue import Phase as Clue
from services.supervision.domain.commitment.decide import Phase as Commitment
from services.supervision.domain.exclusion.state import Phase as Exclusion
from services.supervision.domain.letter.state import Phase as Letter
from services.supervision.domain.review.state import Phase as Review
from services.supervision.domain.sentences import SENTENCES as SUPERVISION

NAMING = ("assessment", "patterns")
"""Packages that name stored types of events: milestones, and what the rules over the record look at."""
CODE = re.compile(
    r'"((?:appeal|complaint|knowledge|enterprise|callback|card|letter|letter_number|reminder|commitment|delivery|exclusion|watch|clue|review)\.[a-z_]+)"'
)
BY_PHASE = {
    "intake": [f"appeal.{phase}" for phase in Appeal if phase not in (Appeal.UNKNOWN, Appeal.RECEIVED)],
    "supervision": [
        *(f"callback.{phase}" for phase in Callback if phase is not Callback.PLANNED),
        *(f"card.{phase}" for phase in Card),
        *(f"letter.{phase}" for phase in Letter),
        *(f"commitment.{phase}" for phase in Commitment),
        *(f"exclusion.{phase}" for phase in Exclusion),
        *(f"clue.{phase}" for phase in Clue),
        *(f"review.{phase}" for phase in Review),
    ],
    "notify": [],
}
SENTENCES = {"intake": INTAKE, "supervision": SUPERVISION, "notify": NOTIFY}


def codes(folder: Path) -> set[str]:
    """What stands in the code as a code: not the stored names of events."""
    files = [path for path in folder.rglob("*.py") if path.name != "sentences.py" and path.parent.name not in NAMING]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return set(CODE.findall(re.sub(r"@stored\(.*\)", "", text)))


@pytest.mark.parametrize("service", SENTENCES)
def test_every_refusal_has_a_sentence_and_no_sentence_is_left_over(service: str, root: Path) -> None:
    raised = codes(root / "services" / service / "domain") | set(BY_PHASE[service])
    assert raised == set(SENTENCES[service])
