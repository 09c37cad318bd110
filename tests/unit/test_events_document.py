"""docs/events.md names every event of intake, supervision, notify and the ledger with every field."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from services.intake.domain.appeal.decide import appeal
from services.intake.domain.complaint import complaint
from services.intake.domain.enterprise import enterprise
from services.intake.domain.feed import feed
from services.intake.domain.knowledge.decide import knowledge
from services.ledger.domain.alarm import alarm
from services.ledger.domain.export import export
from services.ledger.domain.seal import seal
from services.ledger.domain.signing_key import signing_key
from services.notify.domain.delivery.decide import delivery
from services.notify.domain.digest import digest
from services.notify.domain.recipient.decide import recipient
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.card.decide import card
from services.supervision.domain.clue import clue
from services.supervision.domain.commitment.decide import commitment
from services.supervision.domain.exclusion import exclusion
from services.supervision.domain.export import export as table_export
from services.supervision.domain.letter import letter
from services.supervision.domain.numbering import numbering
from services.supervision.domain.reminder import reminder
from services.supervision.domain.review import review
from services.supervision.domain.watch import watch
from shared.kernel.stored import stored_name

SUPERVISION = (card, letter, numbering, commitment, exclusion, watch, review, table_export)
DECIDERS = (
    appeal,
    knowledge,
    enterprise,
    complaint,
    feed,
    callback,
    reminder,
    clue,
    *SUPERVISION,
    recipient,
    delivery,
    digest,
    *(alarm, seal, signing_key, export),
)
EVENTS = [event for decider in DECIDERS for event in decider.events]


@pytest.mark.parametrize("event", EVENTS, ids=stored_name)
def test_the_document_names_the_event_once_with_every_field(event: type, root: Path) -> None:
    document = (root / "docs" / "events.md").read_text(encoding="utf-8")
    rows = [line for line in document.splitlines() if line.startswith(f"| `{stored_name(event)}`")]
    assert len(rows) == 1
    cell = rows[0].replace("\\|", "/").split("|")[2]
    words = set(re.findall(r"[a-z_]+", cell))
    assert [field.name for field in fields(event) if field.name not in words] == []
